package io.lightmark.op;

import io.lightmark.tensor.DType;
import io.lightmark.tensor.Shape;
import java.util.List;

/**
 * The median of the square window around each pixel, channel by channel; rows and columns outside the image repeat its
 * edge. Not differentiable: it prepares pictures.
 *
 * <p>Operands: {@code x} [n,h,w,3]; {@code radius} I32 [n], per image 0 to copy it, 1 for windows of 3×3, 2 for 5×5; smaller
 * numbers count as 0, larger ones as 2; {@code y} like x.
 *
 * @param image shape of x and y, three channels
 */
public record MedianFilter(Shape image) implements Op {
    /** Greatest radius. */
    public static final int MAX_RADIUS = 2;

    public MedianFilter {
        Require.pictures(image);
    }

    @Override
    public List<Operand> operands(Pass pass) {
        Require.pass(this, pass);
        return List.of(
                Operand.in("x", image), Operand.in("radius", Shape.of(image.n()), DType.I32), Operand.out("y", image));
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
        return "median n" + image.n() + " h" + image.h() + " w" + image.w();
    }
}
