package io.lightmark.op;

import io.lightmark.tensor.DType;
import io.lightmark.tensor.Shape;
import java.util.List;

/**
 * Paints rectangles over each image, in place, with a colour or with noise. Source: Zhong et al., "Random erasing data
 * augmentation", AAAI 2020. Not differentiable: it prepares pictures.
 *
 * <p>Operands: {@code x} [n,h,w,3], read and written; {@code rectangles} F32 [n, rectangles, 8], each {left, top, right,
 * bottom, colour × 3, spread}; {@code key} I32 [n,2], {low, high} of the image's random key. A rectangle covers the
 * pixels with {@code left ≤ column < right} and {@code top ≤ row < bottom}; of several the last one counts. Element i of
 * the image, counted in row-major order, becomes {@code colour[c] + spread · (2·uniform(key, i) − 1)} with {@link
 * CounterRandom#uniform}.
 *
 * @param image shape of x, three channels
 * @param rectangles greatest number per image, 1 to {@value #MAX_RECTANGLES}; an empty one covers nothing
 */
public record RandomErasing(Shape image, int rectangles) implements Op {
    /** Greatest number of rectangles per image. */
    public static final int MAX_RECTANGLES = 32;

    /** Numbers per rectangle. */
    public static final int NUMBERS = 8;

    public RandomErasing {
        Require.pictures(image);
        Require.that(
                rectangles >= 1 && rectangles <= MAX_RECTANGLES,
                "1 to " + MAX_RECTANGLES + " rectangles",
                rectangles,
                "erase fewer at a time.");
    }

    @Override
    public List<Operand> operands(Pass pass) {
        Require.pass(this, pass);
        return List.of(
                Operand.inout("x", image),
                Operand.in("rectangles", Shape.of(image.n(), rectangles, NUMBERS)),
                Operand.in("key", Shape.of(image.n(), 2), DType.I32));
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
        return "erase n" + image.n() + " h" + image.h() + " w" + image.w() + " rectangles" + rectangles;
    }
}
