package io.lightmark.nn;

import io.lightmark.op.Activation;
import io.lightmark.op.Window;
import io.lightmark.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Inverted residual: expand (1×1), filter (depthwise), optionally squeeze-and-excite, project (1×1, linear); with a
 * shortcut when stride is 1 and the channels stay. Sources: Sandler et al., arXiv:1801.04381, section 3; Howard et al.,
 * arXiv:1905.02244, figure 4.
 *
 * @param name prefix of {@code .expand}, {@code .depthwise}, {@code .se}, {@code .project}
 * @param hidden channels after the expansion; equal to the input's channels leaves the expansion out
 * @param channels output channels
 * @param kernel side of the depthwise kernel
 * @param stride of the depthwise convolution
 * @param squeezed width of the squeeze-and-excite bottleneck; 0 for none
 * @param excite where the squeeze-and-excite stands
 * @param activation after expansion and depthwise
 * @param norm constants of the normalisations
 */
public record InvertedResidual(
        String name,
        int hidden,
        int channels,
        int kernel,
        int stride,
        int squeezed,
        ExcitePlace excite,
        Activation activation,
        ConvNormAct.Norm norm)
        implements Composite {

    /** Whether the gate sees the map before or after the depthwise activation; public weights exist for both. */
    public enum ExcitePlace {
        BEFORE_ACTIVATION,
        AFTER_ACTIVATION
    }

    /** A block without squeeze-and-excite, as in MobileNetV2. */
    public static InvertedResidual plain(
            String name, int hidden, int channels, int kernel, int stride, Activation activation) {
        return new InvertedResidual(
                name,
                hidden,
                channels,
                kernel,
                stride,
                0,
                ExcitePlace.AFTER_ACTIVATION,
                activation,
                ConvNormAct.Norm.DEFAULT);
    }

    @Override
    public List<Layer> unfold(Shape input) {
        List<Layer> layers = new ArrayList<>();
        if (hidden != input.c()) {
            layers.add(ConvNormAct.pointwise(name + ".expand", hidden, norm, activation));
        }
        boolean gateFirst = squeezed > 0 && excite == ExcitePlace.BEFORE_ACTIVATION;
        layers.add(ConvNormAct.depthwise(
                name + ".depthwise", Window.same(kernel, stride), norm, gateFirst ? Activation.IDENTITY : activation));
        if (squeezed > 0) {
            layers.add(new SqueezeExcitation(name + ".se", squeezed));
        }
        if (gateFirst) {
            layers.add(new Nonlinearity(name + ".depthwise.act", activation));
        }
        layers.add(ConvNormAct.pointwise(name + ".project", channels, norm, Activation.IDENTITY));
        boolean shortcut = stride == 1 && channels == input.c();
        return shortcut ? List.of(new Residual(name + ".sum", layers)) : layers;
    }
}
