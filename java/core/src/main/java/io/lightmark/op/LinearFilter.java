package io.lightmark.op;

import io.lightmark.tensor.Shape;
import java.util.List;

/**
 * Correlates each image with a stencil of its own, the same for all channels: Gaussian blur, motion blur and the like.
 * {@code y[r][k] = Σ over j, i of weights[j][i] · x[r + j − radius][k + i − radius]}, where rows and columns outside the
 * image repeat its edge. Taps of weight 0 are left out, so that they let no undefined pixel through. Not differentiable:
 * it prepares pictures.
 *
 * <p>Operands: {@code x} [n,h,w,3]; {@code weights} [n, side·side] with side = 2·radius + 1, row by row; {@code y} like x.
 *
 * @param image shape of x and y, three channels
 * @param radius of the stencils, 1 to {@value #MAX_RADIUS}
 */
public record LinearFilter(Shape image, int radius) implements Op {
    /** Greatest radius. */
    public static final int MAX_RADIUS = 15;

    public LinearFilter {
        Require.pictures(image);
        Require.that(
                radius >= 1 && radius <= MAX_RADIUS,
                "a radius of 1 to " + MAX_RADIUS,
                radius,
                "use a smaller stencil.");
    }

    /** Rows and columns of a stencil. */
    public int side() {
        return 2 * radius + 1;
    }

    @Override
    public List<Operand> operands(Pass pass) {
        Require.pass(this, pass);
        return List.of(
                Operand.in("x", image),
                Operand.in("weights", Shape.of(image.n(), side() * side())),
                Operand.out("y", image));
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
        return "filter n" + image.n() + " h" + image.h() + " w" + image.w() + " radius" + radius;
    }
}
