package io.lightmark.vision.synthetic;

import io.lightmark.data.AnnotatedPicture;
import io.lightmark.data.Split;
import java.util.Locale;

/**
 * Frames of one generated face with exact landmarks: what jitter and lag are measured on. The face is that of {@link
 * SyntheticFaces} with the same seed and size; from frame to frame it stays or moves smoothly, and every frame has fresh
 * noise of the sensor.
 *
 * @param seed any number
 * @param width typical width in pixels, see {@link SyntheticFaces}
 * @param height typical height in pixels
 * @param framesPerSecond of the sequence
 * @param moving whether the face moves: along a figure of eight, {@value #SWING} of its own size to each side, once around
 *     in {@value #PERIOD_SECONDS} seconds, nodding and turning by {@value #TURN_DEGREES} degrees as it goes
 */
public record SyntheticSequence(long seed, int width, int height, double framesPerSecond, boolean moving) {
    private static final double SWING = 0.3;
    private static final double PERIOD_SECONDS = 3;
    private static final double TURN_DEGREES = 8;

    public SyntheticSequence {
        if (!(framesPerSecond > 0) || !Double.isFinite(framesPerSecond)) {
            throw new IllegalArgumentException(
                    "Expected a frame rate above 0, received " + framesPerSecond + ". Fix: use 30.");
        }
    }

    /** One frame, counted from 0. */
    public AnnotatedPicture frame(int number) {
        SyntheticFaces.Scene still = new SyntheticFaces(seed, width, height).scene(0);
        Pose pose = pose(still, number);
        SyntheticFaces.Scene scene = still.with(pose);
        Canvas canvas = Scenery.paint(scene.columns(), scene.rows(), new Dice(seed, 0, 4));
        new FacePainter(canvas, pose, scene.head(), scene.traits(), scene.lightAngle()).paint();
        Camera.expose(canvas, new Dice(seed, 0, 5), number);
        return new AnnotatedPicture(
                String.format(Locale.ROOT, "%06d.jpg", number + 1),
                Split.TEST,
                scene.columns(),
                scene.rows(),
                canvas.toBytes(),
                scene.landmarks());
    }

    /** The head upright in the middle of the picture, and from there along its path. */
    private Pose pose(SyntheticFaces.Scene scene, int number) {
        double phase = moving ? 2 * Math.PI * number / (PERIOD_SECONDS * framesPerSecond) : 0;
        double across = StrictMath.sin(phase);
        double along = StrictMath.sin(2 * phase) / 2;
        Pose middle = new Pose(
                StrictMath.toRadians(TURN_DEGREES) * across,
                StrictMath.toRadians(TURN_DEGREES) * along,
                StrictMath.toRadians(TURN_DEGREES) * across,
                scene.rows() / 4.5,
                0,
                0);
        return middle.at(
                scene.columns() / 2.0 + SWING * middle.scale() * across,
                scene.rows() / 2.0 + SWING * middle.scale() * along);
    }
}
