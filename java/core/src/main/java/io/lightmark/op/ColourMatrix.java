package io.lightmark.op;

import io.lightmark.tensor.Shape;
import java.util.List;

/**
 * Mixes the colours of each image by an affine map of its own, in place: {@code x[c] = m[c][0]·x[0] + m[c][1]·x[1] +
 * m[c][2]·x[2] + b[c]}. Greyscale, saturation and hue are such maps. Not differentiable: it prepares pictures.
 *
 * <p>Operands: {@code x} [n,h,w,3], read and written; {@code matrix} [n,12], per image {m[0][0], m[0][1], m[0][2], b[0],
 * m[1][0], …, b[2]}. An image whose matrix is the identity, with b = 0, stays as it is.
 *
 * @param image shape of x, three channels
 */
public record ColourMatrix(Shape image) implements Op {
    /** Numbers per image. */
    public static final int NUMBERS = 12;

    public ColourMatrix {
        Require.pictures(image);
    }

    @Override
    public List<Operand> operands(Pass pass) {
        Require.pass(this, pass);
        return List.of(Operand.inout("x", image), Operand.in("matrix", Shape.of(image.n(), NUMBERS)));
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
        return "colour-matrix n" + image.n() + " h" + image.h() + " w" + image.w();
    }
}
