package io.lightmark.models;

import io.lightmark.nn.ConvNormAct;
import io.lightmark.nn.DropoutLayer;
import io.lightmark.nn.FullyConnected;
import io.lightmark.nn.InvertedResidual;
import io.lightmark.nn.Layer;
import io.lightmark.nn.Network;
import io.lightmark.nn.Nonlinearity;
import io.lightmark.op.Activation;
import io.lightmark.op.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The network of both levels of the published five-point cascade: a MobileNetV2 for 48 × 48 pictures with ReLU, a
 * 16-channel stem, six inverted residuals and no pooling before the two linear layers. With five points: 237,818
 * trainable parameters, 4,720,576 multiply-adds. Source: Yu Tingsong, "cascaded_mobilenet-v2", 2018.
 *
 * <p>Input [n,48,48,3], output [n, 2 · points]: x₁, y₁, x₂, … in [−1, 1] across the picture.
 */
public final class Cascade48 implements NetworkFamily {
    /** The only instance. */
    public static final Cascade48 FAMILY = new Cascade48();

    /** Side of the input picture in pixels. */
    public static final int INPUT_SIDE = 48;

    private record Row(String name, int hidden, int channels, int stride) {}

    /** One row per block. The last expands threefold, unlike the published text: the shipped weights say so. */
    private static final List<Row> BLOCKS = List.of(
            new Row("conv1_1", 96, 24, 2), // 24x24x16 in
            new Row("conv1_2", 144, 24, 1), // 12x12x24
            new Row("conv2_1", 144, 32, 2), // 12x12x24
            new Row("conv2_2", 192, 32, 1), // 6x6x32
            new Row("conv3_1", 192, 64, 2), // 6x6x32
            new Row("conv3_2", 192, 64, 1)); // 3x3x64

    private static final ConvNormAct.Norm NORM = ConvNormAct.Norm.DEFAULT;

    private Cascade48() {}

    /** The network for a number of points; the published one has five. */
    public static Network network(int points) {
        return NetworkName.of(FAMILY).network(points);
    }

    @Override
    public String name() {
        return "cascade48";
    }

    @Override
    public int defaultSide() {
        return INPUT_SIDE;
    }

    @Override
    public boolean isFixed() {
        return true;
    }

    @Override
    public Set<NetworkOption> options() {
        return Set.of();
    }

    @Override
    public List<Layer> trunk(NetworkName name) {
        List<Layer> layers = new ArrayList<>();
        layers.add(new ConvNormAct("conv1", 16, Window.same(3, 2), NORM, Activation.RELU));
        for (Row row : BLOCKS) {
            layers.add(
                    InvertedResidual.plain(row.name(), row.hidden(), row.channels(), 3, row.stride(), Activation.RELU));
        }
        return layers;
    }

    @Override
    public List<Layer> head(NetworkName name, int outputs) {
        return List.of(
                new FullyConnected("fc1", 256),
                new Nonlinearity("fc1.act", Activation.RELU),
                new DropoutLayer("fc1.dropout", 0.3f),
                new FullyConnected("fc2", outputs));
    }
}
