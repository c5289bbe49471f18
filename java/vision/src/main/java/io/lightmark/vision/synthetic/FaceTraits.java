package io.lightmark.vision.synthetic;

/** What one face looks like, apart from its head's shape and pose. Lengths in head coordinates, see {@link Pose}. */
record FaceTraits(
        float[] skin,
        float[] hair,
        float[] iris,
        double eyeX,
        double eyeY,
        double eyeWidth,
        double eyeOpening,
        double gaze,
        double browLift,
        double browTilt,
        double browThickness,
        double noseY,
        double noseWidth,
        double noseLength,
        double mouthY,
        double mouthWidth,
        double lipHeight,
        double mouthOpening,
        double smile,
        float[] lips,
        double hairline,
        double fringe,
        double hairLength,
        boolean bald,
        double beard,
        boolean moustache,
        Glasses glasses,
        float[] clothes) {
    /** What is worn before the eyes. */
    enum Glasses {
        NONE,
        CLEAR,
        DARK
    }

    static FaceTraits roll(Dice dice) {
        float[] skin = Colour.times(Colour.rgb(dice.pick(Colour.SKIN)), dice.between(0.92, 1.06));
        float[] hair = Colour.times(Colour.rgb(dice.pick(Colour.HAIR)), dice.between(0.85, 1.15));
        boolean beardy = dice.chance(0.2);
        boolean longHair = !beardy && dice.chance(0.5);
        double glasses = dice.between(0, 1);
        float[] red = {0.32f, 0.25f, 0.72f};
        return new FaceTraits(
                skin,
                hair,
                Colour.rgb(dice.pick(Colour.IRIS)),
                dice.between(0.30, 0.38),
                dice.between(-0.10, 0.02),
                dice.between(0.125, 0.17),
                dice.chance(0.06) ? 0.008 : dice.between(0.035, 0.075),
                dice.between(-0.03, 0.03),
                dice.between(0.15, 0.22),
                dice.between(-0.05, 0.07),
                dice.between(0.025, 0.06),
                dice.between(0.32, 0.44),
                dice.between(0.11, 0.18),
                dice.between(0.2, 0.3),
                dice.between(0.62, 0.74),
                dice.between(0.2, 0.31),
                dice.between(0.05, 0.1),
                dice.chance(0.45) ? dice.between(0.02, 0.13) : 0,
                dice.between(-0.4, 1.3),
                Colour.mix(skin, red, dice.between(0.25, 0.75)),
                dice.between(-0.78, -0.5),
                dice.between(-0.25, 0.35),
                longHair ? dice.between(0.6, 1.8) : -0.2,
                dice.chance(0.07),
                beardy ? dice.between(0.25, 0.9) : 0,
                beardy && dice.chance(0.7),
                glasses < 0.14 ? Glasses.CLEAR : glasses < 0.18 ? Glasses.DARK : Glasses.NONE,
                Colour.any(dice));
    }
}
