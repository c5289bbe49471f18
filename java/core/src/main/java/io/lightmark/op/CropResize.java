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
 * f, where the centre of source pixel (i, j) is (i + ½, j + ½); {@code colour} F32 [n,6] = {gain × 3, bias × 3}: value
 * = gain · byte + bias. Output {@code y} F32 [n,h,w,3].
 *
 * <p>When the map shrinks the picture, {@code samples × samples} points per output pixel are averaged (at most; {@code
 * min(samples, ceil(scale))} per axis with scale the length of the map's column, at least 1), which suppresses aliasing;
 * 1 is plain bilinear. Points outside the picture take the nearest edge pixel or {@code outside}, see {@link Border}.
 *
 * @param output shape of y, three channels
 * @param sourceBytes size of the source block
 * @param samples greatest number of samples per axis and output pixel, 1 to 8
 * @param border what lies outside the picture
 */
public record CropResize(Shape output, long sourceBytes, int samples, Border border) implements Op {
    /** What lies outside the picture. */
    public enum Border {
        /** Byte value 0, blended bilinearly with the edge. */
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
