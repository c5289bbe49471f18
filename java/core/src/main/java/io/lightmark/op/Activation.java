package io.lightmark.op;

/**
 * The pointwise non-linearities of the MobileNet family, with their derivatives. At a kink the derivative is the one
 * from the left, so that ReLU passes no gradient at 0 (as in Caffe and PyTorch).
 *
 * <p>h-swish and h-sigmoid: Howard et al., "Searching for MobileNetV3", arXiv:1905.02244, section 5.2.
 */
public enum Activation {
    /** {@code x}. */
    IDENTITY,
    /** {@code max(x, 0)}. */
    RELU,
    /** {@code min(max(x, 0), 6)}. */
    RELU6,
    /** {@code x · relu6(x + 3) / 6}. */
    HSWISH,
    /** {@code relu6(x + 3) / 6}. */
    HSIGMOID;

    /** The value of the function at {@code x}. */
    public double apply(double x) {
        return switch (this) {
            case IDENTITY -> x;
            case RELU -> Math.max(x, 0);
            case RELU6 -> Math.min(Math.max(x, 0), 6);
            case HSWISH -> x * HSIGMOID.apply(x);
            case HSIGMOID -> Math.min(Math.max(x + 3, 0), 6) / 6;
        };
    }

    /** The derivative of the function at {@code x}. */
    public double derivative(double x) {
        return switch (this) {
            case IDENTITY -> 1;
            case RELU -> x > 0 ? 1 : 0;
            case RELU6 -> x > 0 && x < 6 ? 1 : 0;
            case HSWISH -> x <= -3 ? 0 : x >= 3 ? 1 : (2 * x + 3) / 6;
            case HSIGMOID -> x > -3 && x < 3 ? 1.0 / 6 : 0;
        };
    }

    /** The places where the derivative jumps; gradient checks stay away from them. */
    public double[] kinks() {
        return switch (this) {
            case IDENTITY -> new double[0];
            case RELU -> new double[] {0};
            case RELU6 -> new double[] {0, 6};
            case HSWISH, HSIGMOID -> new double[] {-3, 3};
        };
    }

    /** The name used in problem descriptions: {@code relu6}. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
