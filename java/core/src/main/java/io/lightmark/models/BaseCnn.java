package io.lightmark.models;

import io.lightmark.nn.Convolution;
import io.lightmark.nn.FullyConnected;
import io.lightmark.nn.Layer;
import io.lightmark.nn.MaxPooling;
import io.lightmark.nn.Nonlinearity;
import io.lightmark.op.Activation;
import io.lightmark.op.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A plain convolutional network to compare the MobileNets with: the five convolutions of AlexNet as they are usual for
 * small pictures, ReLU, four pools, one linear layer on all that remains; no batch normalisation. The report whose four
 * networks this library compares does not define its base CNN; this one follows the description of {@code BaseNet} in the
 * script that the report cites (lzx1413, pytorch_face_landmark: 256 pixels, 4096 features before the linear layer). Where
 * the pools stand is our choice.
 *
 * <p>With 136 outputs at 384 pixels, the report's side: 3,723,208 parameters, 14.9 MB. At smaller sides the pools that
 * would leave less than {@value #LEAST_MAP} × {@value #LEAST_MAP} pixels are left out, so that the linear layer still
 * knows where something lies; the convolutions are the same at every side, the linear layer is not.
 */
public final class BaseCnn implements NetworkFamily {
    /** The only instance. */
    public static final BaseCnn FAMILY = new BaseCnn();

    private static final int LEAST_MAP = 3;
    private static final Window POOL = new Window(2, 2, 0);

    private record Row(int channels, Window window, boolean isPooled) {}

    /** One row per convolution, with the maps at 384 pixels. */
    private static final List<Row> CONVOLUTIONS = List.of(
            new Row(64, Window.same(11, 4), true), // 384x384x3 in, 96x96x64 out, pooled to 48x48
            new Row(192, Window.same(5, 1), true), // 48x48x64, pooled to 24x24
            new Row(384, Window.same(3, 1), false), // 24x24x192
            new Row(256, Window.same(3, 1), true), // 24x24x384, pooled to 12x12
            new Row(256, Window.same(3, 1), true)); // 12x12x256, pooled to 6x6

    private BaseCnn() {}

    @Override
    public String name() {
        return "base-cnn";
    }

    @Override
    public int defaultSide() {
        return 112;
    }

    @Override
    public boolean isFixed() {
        return false;
    }

    @Override
    public Set<NetworkOption> options() {
        return Set.of();
    }

    @Override
    public List<Layer> trunk(NetworkName name) {
        List<Layer> layers = new ArrayList<>();
        int side = name.side();
        for (int i = 0; i < CONVOLUTIONS.size(); i++) {
            Row row = CONVOLUTIONS.get(i);
            String convolution = "conv" + (i + 1);
            layers.add(new Convolution(
                    convolution, Channels.divisible(row.channels() * name.width()), row.window(), true));
            layers.add(new Nonlinearity(convolution + ".act", Activation.RELU));
            side = row.window().outputSize(side);
            if (row.isPooled() && POOL.outputSize(side) >= LEAST_MAP) {
                layers.add(new MaxPooling(convolution + ".pool", POOL));
                side = POOL.outputSize(side);
            }
        }
        return layers;
    }

    @Override
    public List<Layer> head(NetworkName name, int outputs) {
        return List.of(new FullyConnected("fc", outputs));
    }
}
