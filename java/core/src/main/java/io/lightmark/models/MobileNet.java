package io.lightmark.models;

import io.lightmark.nn.Layer;
import io.lightmark.op.Activation;
import java.util.List;
import java.util.Set;

/**
 * A MobileNet as a table: stem, blocks, tail. One builder, {@link MobileNetLayers}, makes the layers of all of them.
 *
 * @param name of the family
 * @param defaultSide side of the picture in pixels where a name says none
 * @param form what a block is made of
 * @param stemChannels output channels of the 3×3 convolution of stride 2 at the beginning
 * @param stemActivation its activation
 * @param rows one per block, at width 1
 * @param tail what stands behind the blocks
 * @param options what names of the family may ask for
 */
public record MobileNet(
        String name,
        int defaultSide,
        Form form,
        int stemChannels,
        Activation stemActivation,
        List<Row> rows,
        Tail tail,
        Set<NetworkOption> options)
        implements NetworkFamily {
    /** What a block is made of. */
    public enum Form {
        /** Depthwise, then pointwise, both with activation: MobileNetV1. */
        SEPARABLE,
        /** Expand, depthwise, project without activation; a shortcut where the shape stays: MobileNetV2 and V3. */
        INVERTED
    }

    /**
     * A block.
     *
     * @param kernel side of the depthwise kernel
     * @param expansion hidden channels per input channel; 1 leaves the expansion out
     * @param channels output channels at width 1
     * @param isGated whether it has a squeeze-and-excite gate, of a quarter of the hidden channels
     * @param activation of the block
     * @param stride of the depthwise convolution
     */
    public record Row(int kernel, double expansion, int channels, boolean isGated, Activation activation, int stride) {}

    /**
     * What stands behind the blocks. Its own numbers of channels grow with widths above 1 and do not shrink below.
     *
     * @param convolution channels of the 1×1 convolution that ends the trunk; 0 for none, {@link #LAST_HIDDEN}
     * @param reduction 0 for a head that takes the mean of each channel of the map; else the channels of a 1×1
     *     convolution after which the head reads every pixel
     * @param hidden width of the linear layer before the last, with dropout 0.2; 0 for none
     * @param activation of all of these
     */
    public record Tail(int convolution, int reduction, int hidden, Activation activation) {
        /** The convolution is as wide as the last block's hidden channels, at every width. */
        public static final int LAST_HIDDEN = -1;
    }

    public MobileNet {
        rows = List.copyOf(rows);
        options = Set.copyOf(options);
    }

    @Override
    public boolean isFixed() {
        return false;
    }

    @Override
    public List<Layer> trunk(NetworkName name) {
        return new MobileNetLayers(this, name).trunk();
    }

    @Override
    public List<Layer> head(NetworkName name, int outputs) {
        return new MobileNetLayers(this, name).head(outputs);
    }
}
