package io.lightmark.graph;

import io.lightmark.op.CropResize;
import io.lightmark.op.Op;
import io.lightmark.op.Operand;
import io.lightmark.op.Pass;
import io.lightmark.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How pictures enter a program: either the host writes float32 pixels into the value {@code input}, or it writes bytes
 * into {@code source} with {@code geometry}, {@code transform} and {@code colour} and the program cuts, resizes and
 * normalises them itself, see {@link CropResize}. Then come the distortions in their order.
 *
 * @param sourceBytes size of the source block, or 0 for ready-made float32 input
 * @param resident whether the source block is filled once, handed over by {@code Plan.upload} and stays on the device
 * @param samples samples per axis when shrinking
 * @param border what lies outside a picture
 * @param distortions operations between the crop and the network
 */
public record PictureInput(
        long sourceBytes,
        boolean resident,
        int samples,
        CropResize.Border border,
        List<? extends DistortionRule> distortions) {
    /** Float32 pixels, already cut and normalised. */
    public static final PictureInput PIXELS = new PictureInput(0, false, 1, CropResize.Border.ZERO, List.of());

    public PictureInput {
        distortions = List.copyOf(distortions);
    }

    /** The same followed by distortions. */
    public PictureInput withDistortions(List<? extends DistortionRule> newDistortions) {
        return new PictureInput(sourceBytes, resident, samples, border, newDistortions);
    }

    /**
     * A program that only prepares pictures of the given shape [n,h,w,3]. Its outputs are the crop and what each
     * distortion makes that does not work in place; the last output is what a network would see. Its input of
     * targets [n, targets] is there as in training, and no step reads it.
     */
    public Program program(Shape shape, int targets) {
        Program.Builder program = new Program.Builder();
        append(program, shape, Value.Role.OUTPUT);
        program.value("target", Shape.of(shape.n(), targets), Value.Role.INPUT);
        return program.build();
    }

    /** Adds the input's values and steps and returns the value that the first layer reads. */
    Value append(Program.Builder program, Shape shape) {
        return append(program, shape, Value.Role.TRANSIENT);
    }

    private Value append(Program.Builder program, Shape shape, Value.Role made) {
        Value pixels = sourceBytes == 0 ? program.value("input", shape, Value.Role.INPUT) : crop(program, shape, made);
        for (DistortionRule rule : distortions) {
            pixels = distort(program, rule, pixels, made);
        }
        return pixels;
    }

    private Value crop(Program.Builder program, Shape shape, Value.Role made) {
        Op op = new CropResize(shape, sourceBytes, samples, border);
        Map<String, Value> operands = new HashMap<>();
        @Nullable Value pixels = null;
        for (Operand operand : op.operands(Pass.FORWARD)) {
            boolean output = operand.isWritten();
            Value value = program.value(
                    output ? "input" : operand.name(), operand.shape(), operand.dtype(), output ? made : role(operand));
            operands.put(operand.name(), value);
            pixels = output ? value : pixels;
        }
        program.step("input", op, Pass.FORWARD, operands);
        return Objects.requireNonNull(pixels);
    }

    /** Adds a distortion of the pixels and returns where its result is: in the same place, or in a new value. */
    private static Value distort(Program.Builder program, DistortionRule rule, Value pixels, Value.Role made) {
        Op op = rule.op(pixels.shape());
        Map<String, Value> operands = new HashMap<>();
        Value result = pixels;
        for (Operand operand : op.operands(Pass.FORWARD)) {
            if (operand.name().equals("x")) {
                operands.put("x", pixels);
                continue;
            }
            Value value = program.value(
                    rule.name() + "." + operand.name(),
                    operand.shape(),
                    operand.dtype(),
                    operand.isWritten() ? made : Value.Role.INPUT);
            operands.put(operand.name(), value);
            result = operand.isWritten() ? value : result;
        }
        program.step(rule.name(), op, Pass.FORWARD, operands);
        return result;
    }

    private Value.Role role(Operand operand) {
        return resident && operand.name().equals("source") ? Value.Role.RESIDENT : Value.Role.INPUT;
    }
}
