package io.lightmark.nn;

import io.lightmark.tensor.Shape;

/**
 * One array that a layer owns and a model file stores.
 *
 * @param name its name in files, {@code <layer>.weight} and so on, as PyTorch would call it
 * @param operand the operand of the layer's operation that it feeds
 * @param shape HWIO for convolutions, HWC for depthwise, [in, out] for linear layers
 * @param kind what it is, which decides initialisation, weight decay and learning rate
 */
public record WeightSpec(String name, String operand, Shape shape, Kind kind) {
    /** What a weight is. */
    public enum Kind {
        CONV_WEIGHT,
        DEPTHWISE_WEIGHT,
        LINEAR_WEIGHT,
        BIAS,
        NORM_SCALE,
        NORM_SHIFT,
        RUNNING_MEAN,
        RUNNING_VARIANCE;

        /** Whether training moves it by its gradient; running statistics move by themselves. */
        public boolean isTrainable() {
            return this != RUNNING_MEAN && this != RUNNING_VARIANCE;
        }
    }
}
