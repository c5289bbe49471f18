package io.lightmark.nn;

import io.lightmark.op.SoftArgmax;
import io.lightmark.tensor.Shape;

/**
 * The expected coordinates under distributions over bins: logits [n,points,1,2·bins] to [n,2·points]. As the last layer
 * of a network it can be trained through by any loss of coordinates, or left out by one that classifies.
 *
 * @param reach the bins cover [−reach, reach]
 */
public record CoordinateExpectation(String name, float reach) implements PrimitiveLayer {
    @Override
    public SoftArgmax trainingOp(Shape input) {
        return new SoftArgmax(input, reach);
    }

    @Override
    public Shape output(Shape input) {
        return trainingOp(input).output();
    }
}
