package io.lightmark.op;

import io.lightmark.tensor.Shape;
import java.util.List;

/**
 * What is left of each image after JPEG compression and decompression, in place: baseline JPEG (ITU-T T.81) without chroma
 * subsampling; entropy coding loses nothing and is left out, and bytes are not rounded. Not differentiable: it prepares
 * pictures.
 *
 * <p>Operands: {@code x} [n,h,w,3] in the order blue, green, red, read and written; {@code steps} F32 [n,2,64], per image
 * the quantisation steps of luma and of chroma, row by row of frequencies, from low to high; {@code levels} F32 [n,2],
 * {gain, bias} with x = gain · byte + bias. An image whose first step is 0 stays as it is.
 *
 * <p>Per block of 8×8 pixels, counted from the top left corner, pixels outside the image repeating its edge:
 *
 * <ol>
 *   <li>bytes {@code (x − bias) / gain}, clamped to 0 … 255;
 *   <li>Y = 0.299 R + 0.587 G + 0.114 B − 128, Cb = 0.5 (B − Y') / 0.886, Cr = 0.5 (R − Y') / 0.701 with Y' = Y + 128
 *       (JFIF; ITU-R BT.601);
 *   <li>F = D f Dᵀ per channel, D[u][i] = c(u) · cos((2i + 1) u π / 16), c(0) = √⅛, else ½;
 *   <li>{@code F ← step · floor(F / step + ½)}: where F / step lies within rounding of a half, backends may differ by a step;
 *   <li>f = Dᵀ F D; R = Y' + 1.402 Cr, B = Y' + 1.772 Cb, G = (Y' − 0.299 R − 0.114 B) / 0.587, clamped to 0 … 255;
 *   <li>{@code x = gain · byte + bias}.
 * </ol>
 *
 * @param image shape of x, three channels
 */
public record JpegCompression(Shape image) implements Op {
    /** Rows and columns of a block. */
    public static final int BLOCK = 8;

    /** Quantisation steps per image: those of luma, then those of chroma. */
    public static final int STEPS = 2 * BLOCK * BLOCK;

    public JpegCompression {
        Require.pictures(image);
    }

    @Override
    public List<Operand> operands(Pass pass) {
        Require.pass(this, pass);
        return List.of(
                Operand.inout("x", image),
                Operand.in("steps", Shape.of(image.n(), 2, BLOCK * BLOCK)),
                Operand.in("levels", Shape.of(image.n(), 2)));
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
        return "jpeg n" + image.n() + " h" + image.h() + " w" + image.w();
    }
}
