package io.lightmark.graph;

import io.lightmark.op.CropResize;
import io.lightmark.op.Op;
import io.lightmark.op.Operand;
import io.lightmark.op.Pass;
import io.lightmark.tensor.Shape;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How pictures enter a program: either the host writes float32 pixels into the value {@code input}, or it writes bytes
 * into {@code source} with {@code geometry}, {@code transform} and {@code colour} and the program cuts, resizes and
 * normalises them itself, see {@link CropResize}.
 *
 * @param sourceBytes size of the source block, or 0 for ready-made float32 input
 * @param resident whether the source block is filled once, handed over by {@code Plan.upload} and stays on the device
 * @param samples samples per axis when shrinking
 * @param border what lies outside a picture
 */
public record PictureInput(long sourceBytes, boolean resident, int samples, CropResize.Border border) {
    /** Float32 pixels, already cut and normalised. */
    public static final PictureInput PIXELS = new PictureInput(0, false, 1, CropResize.Border.ZERO);

    /** Adds the input's values and steps and returns the value that the first layer reads. */
    Value append(Program.Builder program, Shape shape) {
        if (sourceBytes == 0) {
            return program.value("input", shape, Value.Role.INPUT);
        }
        Op op = new CropResize(shape, sourceBytes, samples, border);
        Map<String, Value> operands = new HashMap<>();
        @Nullable Value pixels = null;
        for (Operand operand : op.operands(Pass.FORWARD)) {
            boolean output = operand.isWritten();
            Value value =
                    program.value(output ? "input" : operand.name(), operand.shape(), operand.dtype(), role(operand));
            operands.put(operand.name(), value);
            pixels = output ? value : pixels;
        }
        program.step("input", op, Pass.FORWARD, operands);
        return java.util.Objects.requireNonNull(pixels);
    }

    private Value.Role role(Operand operand) {
        if (operand.isWritten()) {
            return Value.Role.TRANSIENT;
        }
        return resident && operand.name().equals("source") ? Value.Role.RESIDENT : Value.Role.INPUT;
    }
}
