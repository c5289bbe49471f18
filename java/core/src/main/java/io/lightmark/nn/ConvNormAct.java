package io.lightmark.nn;

import io.lightmark.op.Activation;
import io.lightmark.op.Window;
import io.lightmark.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Convolution, batch normalisation, activation: the unit that MobileNets repeat.
 *
 * @param name prefix of {@code .conv}, {@code .bn} and {@code .act}
 * @param channels output channels; 0 makes the convolution depthwise
 * @param window kernel, stride, padding
 * @param norm constants of the normalisation
 * @param activation the activation; {@link Activation#IDENTITY} leaves it out
 */
public record ConvNormAct(String name, int channels, Window window, Norm norm, Activation activation)
        implements Composite {
    /** The constants of the batch normalisations of one network. */
    public record Norm(float epsilon, float momentum) {
        /** PyTorch's defaults. */
        public static final Norm DEFAULT = new Norm(1e-5f, 0.1f);
    }

    /** The depthwise form. */
    public static ConvNormAct depthwise(String name, Window window, Norm norm, Activation activation) {
        return new ConvNormAct(name, 0, window, norm, activation);
    }

    /** The pointwise form. */
    public static ConvNormAct pointwise(String name, int channels, Norm norm, Activation activation) {
        return new ConvNormAct(name, channels, Window.same(1, 1), norm, activation);
    }

    @Override
    public List<Layer> unfold(Shape input) {
        List<Layer> layers = new ArrayList<>();
        layers.add(
                channels == 0
                        ? new DepthwiseConvolution(name + ".conv", window, false)
                        : new Convolution(name + ".conv", channels, window, false));
        layers.add(new BatchNormalization(name + ".bn", norm.epsilon(), norm.momentum()));
        if (activation != Activation.IDENTITY) {
            layers.add(new Nonlinearity(name + ".act", activation));
        }
        return layers;
    }
}
