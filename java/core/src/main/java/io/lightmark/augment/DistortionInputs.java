package io.lightmark.augment;

import io.lightmark.backend.Plan;
import io.lightmark.picture.Normalization;
import io.lightmark.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/**
 * Where a recipe's parts write what they draw.
 *
 * @param plan lowered with the parts
 * @param images shape of the network's input [n,h,w,3]
 * @param normalization from bytes to the values that the operations see
 */
public record DistortionInputs(Plan plan, Shape images, Normalization normalization) {
    FloatBuffer floats(Distortion part, String operand) {
        return bytes(part, operand).asFloatBuffer();
    }

    IntBuffer integers(Distortion part, String operand) {
        return bytes(part, operand).asIntBuffer();
    }

    /** What a byte is as the operations see it. */
    float value(double level) {
        return (float) (normalization.gain() * level + normalization.bias());
    }

    private ByteBuffer bytes(Distortion part, String operand) {
        return plan.buffer(plan.program().value(part.name() + "." + operand));
    }

    /** Puts a random key into an operand {@code key} [n,2]. */
    static void putKey(IntBuffer keys, int slot, long key) {
        keys.put(2 * slot, (int) key);
        keys.put(2 * slot + 1, (int) (key >>> 32));
    }
}
