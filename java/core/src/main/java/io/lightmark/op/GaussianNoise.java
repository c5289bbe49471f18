package io.lightmark.op;

import io.lightmark.tensor.DType;
import io.lightmark.tensor.Shape;
import java.util.List;

/**
 * Adds Gaussian noise to each image, in place, as a camera's sensor does. Element i of an image, counted in row-major
 * order, becomes {@code x[i] + deviation · gaussian(key, i)} with {@link CounterRandom#gaussian}. Not differentiable: it
 * prepares pictures.
 *
 * <p>Operands: {@code x} [n,h,w,3], read and written; {@code deviation} F32 [n], 0 for none; {@code key} I32 [n,2], {low,
 * high} of the image's random key.
 *
 * @param image shape of x, three channels
 */
public record GaussianNoise(Shape image) implements Op {
    public GaussianNoise {
        Require.pictures(image);
    }

    @Override
    public List<Operand> operands(Pass pass) {
        Require.pass(this, pass);
        return List.of(
                Operand.inout("x", image),
                Operand.in("deviation", Shape.of(image.n())),
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
        return "noise n" + image.n() + " h" + image.h() + " w" + image.w();
    }
}
