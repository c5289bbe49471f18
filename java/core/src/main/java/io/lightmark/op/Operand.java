package io.lightmark.op;

import io.lightmark.tensor.DType;
import io.lightmark.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * One array that an operation reads or writes: part of the operation's signature, the same for every backend.
 *
 * <p>Names tie the two passes together: a backward pass reads forward operands under their own names, and the gradient
 * of operand {@code x} is called {@code grad.x}. So a test can check any operation's gradient knowing nothing else.
 *
 * @param name the operand's name within the operation
 * @param shape its extents
 * @param dtype its element type
 * @param access whether the operation reads it, writes it, or both
 * @param optional whether a step may leave it out: a gradient nobody needs
 */
public record Operand(String name, Shape shape, DType dtype, Access access, boolean optional) {
    /** What an operation does to an operand. */
    public enum Access {
        IN,
        OUT,
        INOUT
    }

    private static final String GRADIENT = "grad.";

    static Operand in(String name, Shape shape) {
        return new Operand(name, shape, DType.F32, Access.IN, false);
    }

    static Operand in(String name, Shape shape, DType dtype) {
        return new Operand(name, shape, dtype, Access.IN, false);
    }

    static Operand out(String name, Shape shape) {
        return new Operand(name, shape, DType.F32, Access.OUT, false);
    }

    static Operand inout(String name, Shape shape) {
        return new Operand(name, shape, DType.F32, Access.INOUT, false);
    }

    /** The gradient that arrives from behind: read. */
    static Operand gradIn(String of, Shape shape) {
        return new Operand(GRADIENT + of, shape, DType.F32, Access.IN, false);
    }

    /** A gradient that the backward pass writes if a step asks for it. */
    static Operand gradOut(String of, Shape shape) {
        return new Operand(GRADIENT + of, shape, DType.F32, Access.OUT, true);
    }

    /** The operands of an update, with the factor of its gradient if it is clipped. */
    static List<Operand> update(boolean clipped, Operand... operands) {
        List<Operand> all = new ArrayList<>(List.of(operands));
        if (clipped) {
            all.add(in("factor", Shape.of(1)));
        }
        return List.copyOf(all);
    }

    public boolean isRead() {
        return access != Access.OUT;
    }

    public boolean isWritten() {
        return access != Access.IN;
    }

    /** Whether this is the gradient of another operand. */
    public boolean isGradient() {
        return name.startsWith(GRADIENT);
    }

    /** The name of the operand this is the gradient of. */
    public String gradientOf() {
        if (!isGradient()) {
            throw new IllegalStateException(
                    "Expected a gradient operand, received '" + name + "'. Fix: ask isGradient() first.");
        }
        return name.substring(GRADIENT.length());
    }

    /** Bytes that one read or one write of the whole operand moves. */
    public long bytes() {
        return shape.elements() * dtype.bytes();
    }
}
