package io.lightmark.op;

import io.lightmark.tensor.DType;
import io.lightmark.tensor.Shape;
import java.util.List;

/**
 * Crop, resize and normalise pictures in one step: each output pixel samples the source picture bilinearly through an
 * affine map, which covers crops, flips, rotations and scalings alike. Not differentiable: the source is bytes.
 *
 * <p>Operands: {@code source} U8, pictures of three interleaved channels (HWC) anywhere in one block of bytes; {@code
 * geometry} I32 [n,4], per image {byte offset low, byte offset high, height, width}; {@code transform} F32 [n,6] = {a,
 * b, c, d, e, f}: output pixel centre (u, v), u = column + ½, maps to the source point x = a·u + b·v + c, y = d·u + e·v +
 * f, where the centre of the source pixel in column i and row j is (i + ½, j + ½); {@code colour} F32 [n,6] = {gain × 3,
 * bias × 3}: value = gain · byte + bias. Output {@code y} F32 [n,h,w,3], channels in the order of the bytes.
 *
 * <p>When the map shrinks the picture, several points per output pixel are averaged, which suppresses aliasing: {@code
 * nu} across and {@code nv} down, with {@code nu = min(samples, max(1, ceil(sqrt(a² + d²) − 0.0001)))} and {@code nv =
 * min(samples, max(1, ceil(sqrt(b² + e²) − 0.0001)))}; the small number keeps rounding from adding samples at whole
 * scales, and a scale that is not a number counts as 1. The points are {@code u = column + (i + ½) / nu, v = row + (j +
 * ½) / nv} for i below nu and j below nv, all of equal weight, and the mean is taken of the bytes, before gain and bias.
 * One sample is plain bilinear interpolation.
 *
 * <p>A point is interpolated from the four pixels whose centres surround it: with {@code p = x − ½, q = y − ½}, columns
 * floor(p) and floor(p) + 1 with weights 1 − (p − floor(p)) and p − floor(p), rows alike from q. What those pixels are
 * outside the picture says {@link Border}; clamping p to [0, width − 1] (replicate) or to [−1, width] (zero) first gives
 * the same and keeps large coordinates harmless. A point with x or y not finite in float32 has byte value 0.
 *
 * <p>The host that writes the geometry validates it. Still no kernel ever reads outside the block: a picture with a
 * negative offset, a height or width below 1, or an end beyond {@code sourceBytes} is all zeros, so that y = bias.
 *
 * @param output shape of y, three channels
 * @param sourceBytes size of the source block
 * @param samples greatest number of samples per axis and output pixel, 1 to 8
 * @param border what lies outside the picture
 */
public record CropResize(Shape output, long sourceBytes, int samples, Border border) implements Op {
    /** Subtracted from a scale before it is rounded up to a number of samples. */
    public static final double SCALE_TOLERANCE = 1e-4;

    /** What lies outside the picture. */
    public enum Border {
        /** Byte value 0, so that the half pixel around the edge blends into black. */
        ZERO,
        /** The nearest edge pixel. */
        REPLICATE
    }

    public CropResize {
        Require.nhwc(output);
        Require.that(output.c() == 3, "three output channels", output.c(), "decode pictures to three channels.");
        Require.that(
                sourceBytes >= 3 && sourceBytes <= Integer.MAX_VALUE,
                "a source block of 3 to 2^31 - 1 bytes",
                sourceBytes,
                "stage fewer or smaller pictures at a time.");
        Require.that(samples >= 1 && samples <= 8, "1 to 8 samples per axis", samples, "use 1 or 4.");
    }

    @Override
    public List<Operand> operands(Pass pass) {
        Require.pass(this, pass);
        int n = output.n();
        return List.of(
                Operand.in("source", Shape.of((int) sourceBytes), DType.U8),
                Operand.in("geometry", Shape.of(n, 4), DType.I32),
                Operand.in("transform", Shape.of(n, 6)),
                Operand.in("colour", Shape.of(n, 6)),
                Operand.out("y", output));
    }

    @Override
    public boolean supports(Pass pass) {
        return pass == Pass.FORWARD;
    }

    @Override
    public long multiplyAdds(Pass pass) {
        return 0;
    }

    @Override
    public String describe() {
        return "crop n" + output.n() + " h" + output.h() + " w" + output.w() + " samples" + samples + " "
                + border.name().toLowerCase(java.util.Locale.ROOT);
    }
}
