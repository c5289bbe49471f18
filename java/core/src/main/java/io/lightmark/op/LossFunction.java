package io.lightmark.op;

import java.util.List;

/**
 * The loss of one coordinate as a function of its prediction and target, most of them of the error {@code e = prediction −
 * target} alone, with its derivative with respect to the prediction. Parameters are in the units of the coordinates: for
 * landmarks in network units, −1 to 1 across the picture, an error of one pixel of a picture of {@code side} pixels is
 * {@code 2 / (side − 1)}.
 */
public sealed interface LossFunction {
    /** {@code e²}. */
    LossFunction SQUARED = new Squared();

    /** {@code |e|}. */
    LossFunction ABSOLUTE = new Absolute();

    /** {@link SmoothL1} at δ = 0.02. */
    LossFunction SMOOTH_L1 = new SmoothL1(0.02f);

    /** {@link Wing} with the published w = 10 and ε = 2 pixels of a picture of 256 pixels. */
    LossFunction WING = new Wing(20f / 255, 4f / 255);

    /** {@link SoftWing} with ω₁ = 2, ω₂ = 20 and ε = 0.5 pixels of a picture of 256 pixels. */
    LossFunction SOFT_WING = new SoftWing(4f / 255, 40f / 255, 1f / 255);

    /** {@link AdaptiveWing} with the published parameters. */
    LossFunction ADAPTIVE_WING = new AdaptiveWing(14, 0.5f, 1, 2.1f);

    /** Which function it is; the order is that of the kernels' enums. */
    enum Kind {
        SQUARED,
        ABSOLUTE,
        SMOOTH_L1,
        WING,
        SOFT_WING,
        ADAPTIVE_WING
    }

    /** Greatest number of parameters of a function. */
    int MOST_PARAMETERS = 4;

    /** Which function it is. */
    Kind kind();

    /** Its parameters in the order of its record. */
    List<Float> parameters();

    /** The errors, ascending, around which the function is not smooth. */
    List<Double> kinks();

    /** Value. */
    double apply(double prediction, double target);

    /** Derivative with respect to the prediction; 0 where there is none. */
    double derivative(double prediction, double target);

    /** {@code e²}. */
    record Squared() implements LossFunction {
        @Override
        public Kind kind() {
            return Kind.SQUARED;
        }

        @Override
        public List<Float> parameters() {
            return List.of();
        }

        @Override
        public List<Double> kinks() {
            return List.of();
        }

        @Override
        public double apply(double prediction, double target) {
            double e = prediction - target;
            return e * e;
        }

        @Override
        public double derivative(double prediction, double target) {
            return 2 * (prediction - target);
        }
    }

    /** {@code |e|}. */
    record Absolute() implements LossFunction {
        @Override
        public Kind kind() {
            return Kind.ABSOLUTE;
        }

        @Override
        public List<Float> parameters() {
            return List.of();
        }

        @Override
        public List<Double> kinks() {
            return List.of(0.0);
        }

        @Override
        public double apply(double prediction, double target) {
            return Math.abs(prediction - target);
        }

        @Override
        public double derivative(double prediction, double target) {
            return Math.signum(prediction - target);
        }
    }

    /**
     * Huber's loss divided by δ: {@code e²/(2δ)} inside, {@code |e| − δ/2} outside.
     *
     * @param delta δ, half the width of the quadratic zone
     */
    record SmoothL1(float delta) implements LossFunction {
        public SmoothL1 {
            requirePositive("delta", delta);
        }

        @Override
        public Kind kind() {
            return Kind.SMOOTH_L1;
        }

        @Override
        public List<Float> parameters() {
            return List.of(delta);
        }

        @Override
        public List<Double> kinks() {
            return List.of(-(double) delta, (double) delta);
        }

        @Override
        public double apply(double prediction, double target) {
            double size = Math.abs(prediction - target);
            return size < delta ? size * size / (2 * (double) delta) : size - (double) delta / 2;
        }

        @Override
        public double derivative(double prediction, double target) {
            double e = prediction - target;
            return Math.abs(e) < delta ? e / delta : Math.signum(e);
        }
    }

    /**
     * {@code w · ln(1 + |e|/ε)} for {@code |e| < w}, {@code |e| − C} outside, {@code C = w − w · ln(1 + w/ε)}: steeper than L1
     * for errors that are small already. Source: Feng et al., "Wing Loss", arXiv:1711.06753, equation 5.
     *
     * @param width w, where the logarithm ends
     * @param curvature ε, how bent it is
     */
    record Wing(float width, float curvature) implements LossFunction {
        public Wing {
            requirePositive("width", width);
            requirePositive("curvature", curvature);
        }

        @Override
        public Kind kind() {
            return Kind.WING;
        }

        @Override
        public List<Float> parameters() {
            return List.of(width, curvature);
        }

        @Override
        public List<Double> kinks() {
            return List.of(-(double) width, 0.0, (double) width);
        }

        @Override
        public double apply(double prediction, double target) {
            double size = Math.abs(prediction - target);
            double end = width * Math.log1p((double) width / curvature);
            return size < width ? width * Math.log1p(size / curvature) : size - (width - end);
        }

        @Override
        public double derivative(double prediction, double target) {
            double e = prediction - target;
            double size = Math.abs(e);
            return Math.signum(e) * (size < width ? width / (curvature + size) : 1);
        }
    }

    /**
     * {@code |e|} for {@code |e| < ω₁}, {@code ω₂ · ln(1 + |e|/ε) + B} outside, {@code B = ω₁ − ω₂ · ln(1 + ω₁/ε)}: small errors,
     * which the labels themselves have, weigh as in L1, and medium ones weigh most. Source: Lin et al.,
     * "Structure-Coherent Deep Feature Learning for Robust Face Alignment", IEEE TIP 30, 2021; equation as in mmpose.
     *
     * @param linear ω₁, where L1 ends
     * @param height ω₂, factor of the logarithm
     * @param curvature ε, how bent it is
     */
    record SoftWing(float linear, float height, float curvature) implements LossFunction {
        public SoftWing {
            requirePositive("linear zone", linear);
            requirePositive("height", height);
            requirePositive("curvature", curvature);
        }

        @Override
        public Kind kind() {
            return Kind.SOFT_WING;
        }

        @Override
        public List<Float> parameters() {
            return List.of(linear, height, curvature);
        }

        @Override
        public List<Double> kinks() {
            return List.of(-(double) linear, 0.0, (double) linear);
        }

        @Override
        public double apply(double prediction, double target) {
            double size = Math.abs(prediction - target);
            double base = linear - height * Math.log1p((double) linear / curvature);
            return size < linear ? size : height * Math.log1p(size / curvature) + base;
        }

        @Override
        public double derivative(double prediction, double target) {
            double e = prediction - target;
            double size = Math.abs(e);
            return Math.signum(e) * (size < linear ? 1 : height / (curvature + size));
        }
    }

    /**
     * For the pixels of heat maps, with targets y from 0 to 1 and a = α − y: {@code ω · ln(1 + |e/ε|^a)} for {@code |e| < θ},
     * {@code A · |e| − C} outside, with A and C that keep value and slope whole there: {@code A = ω · (1 / (1 + (θ/ε)^a)) · a
     * · (θ/ε)^(a−1) / ε}, {@code C = θ · A − ω · ln(1 + (θ/ε)^a)}. Source: Wang, Bo and Fuxin, arXiv:1904.07399, equation 5.
     *
     * @param height ω, factor of the logarithm
     * @param threshold θ, where the logarithm ends
     * @param curvature ε, how bent it is
     * @param exponent α, above 2 so that the slope vanishes at 0 for every target
     */
    record AdaptiveWing(float height, float threshold, float curvature, float exponent) implements LossFunction {
        public AdaptiveWing {
            requirePositive("height", height);
            requirePositive("threshold", threshold);
            requirePositive("curvature", curvature);
            Require.that(exponent > 2 && Float.isFinite(exponent), "an exponent of more than 2", exponent, "use 2.1.");
        }

        @Override
        public Kind kind() {
            return Kind.ADAPTIVE_WING;
        }

        @Override
        public List<Float> parameters() {
            return List.of(height, threshold, curvature, exponent);
        }

        @Override
        public List<Double> kinks() {
            return List.of(-(double) threshold, 0.0, (double) threshold);
        }

        @Override
        public double apply(double prediction, double target) {
            double size = Math.abs(prediction - target);
            double power = exponent - target;
            if (size < threshold) {
                return height * Math.log1p(Math.pow(size / curvature, power));
            }
            double slope = slope(power);
            double rest = threshold * slope - height * Math.log1p(Math.pow((double) threshold / curvature, power));
            return slope * size - rest;
        }

        @Override
        public double derivative(double prediction, double target) {
            double e = prediction - target;
            double size = Math.abs(e);
            double power = exponent - target;
            if (size >= threshold) {
                return Math.signum(e) * slope(power);
            }
            double raised = Math.pow(size / curvature, power);
            return e == 0 ? 0 : height * power * raised / (e * (1 + raised));
        }

        /** A: the slope from the threshold on. */
        private double slope(double power) {
            double ratio = (double) threshold / curvature;
            return height / (1 + Math.pow(ratio, power)) * power * Math.pow(ratio, power - 1) / curvature;
        }
    }

    private static void requirePositive(String what, float value) {
        Require.that(
                value > 0 && Float.isFinite(value),
                "a positive, finite " + what,
                value,
                "see LossFunction's constants.");
    }
}
