package io.lightmark.benchmarks.depthwise;

import io.lightmark.op.DepthwiseConv2d;
import io.lightmark.op.Window;
import io.lightmark.tensor.Shape;
import java.util.List;

/**
 * The shape of one depthwise layer.
 *
 * @param channels of input and output
 * @param side of the square input
 * @param kernel side of the window
 * @param stride of the window
 */
public record DepthwiseLayer(int channels, int side, int kernel, int stride) {
    /**
     * The different depthwise layers of MobileNetV2 (Sandler et al., arXiv:1801.04381, table 2) and EfficientNet-B0 (Tan
     * and Le, arXiv:1905.11946, table 1) on pictures of 224 × 224.
     */
    public static final List<DepthwiseLayer> ALL = List.of(
            new DepthwiseLayer(32, 112, 3, 1),
            new DepthwiseLayer(96, 112, 3, 2),
            new DepthwiseLayer(144, 56, 3, 1),
            new DepthwiseLayer(144, 56, 3, 2),
            new DepthwiseLayer(144, 56, 5, 2),
            new DepthwiseLayer(192, 28, 3, 1),
            new DepthwiseLayer(192, 28, 3, 2),
            new DepthwiseLayer(240, 28, 3, 2),
            new DepthwiseLayer(240, 28, 5, 1),
            new DepthwiseLayer(384, 14, 3, 1),
            new DepthwiseLayer(480, 14, 3, 1),
            new DepthwiseLayer(480, 14, 5, 1),
            new DepthwiseLayer(576, 14, 3, 1),
            new DepthwiseLayer(576, 14, 3, 2),
            new DepthwiseLayer(672, 14, 5, 1),
            new DepthwiseLayer(672, 14, 5, 2),
            new DepthwiseLayer(960, 7, 3, 1),
            new DepthwiseLayer(1152, 7, 3, 1),
            new DepthwiseLayer(1152, 7, 5, 1));

    /** The operation for a batch, without bias and activation, padded to keep the side (over the stride). */
    public DepthwiseConv2d op(int batch) {
        return DepthwiseConv2d.linear(Shape.of(batch, side, side, channels), Window.same(kernel, stride), false);
    }

    /** For tables: {@code 32x112 k3 s1}. */
    @Override
    public String toString() {
        return channels + "x" + side + " k" + kernel + " s" + stride;
    }
}
