package io.lightmark.nn;

import io.lightmark.op.Op;
import io.lightmark.tensor.Shape;
import java.util.List;

/** A layer that is one operation with one input and one output called {@code x} and {@code y}. */
public sealed interface PrimitiveLayer extends Layer
        permits BatchNormalization,
                ChannelFlattening,
                Convolution,
                CoordinateExpectation,
                DepthwiseConvolution,
                DropoutLayer,
                FullyConnected,
                GlobalPooling,
                MaxPooling,
                Nonlinearity,
                SqueezeExcitation {
    /** The layer's name, unique in its network; weights are called {@code <name>.<weight>}. */
    String name();

    /** The operation of the training step for an input of this shape, batch included. */
    Op trainingOp(Shape input);

    /** The output for an input of this shape. */
    Shape output(Shape input);

    /** The weights for an input of this shape. */
    default List<WeightSpec> weights(Shape input) {
        return List.of();
    }
}
