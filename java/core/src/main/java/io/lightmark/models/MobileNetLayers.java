package io.lightmark.models;

import io.lightmark.nn.ConvNormAct;
import io.lightmark.nn.CoordinateClassificationHead;
import io.lightmark.nn.DropoutLayer;
import io.lightmark.nn.FullyConnected;
import io.lightmark.nn.GlobalPooling;
import io.lightmark.nn.InvertedResidual;
import io.lightmark.nn.InvertedResidual.ExcitePlace;
import io.lightmark.nn.Layer;
import io.lightmark.nn.Nonlinearity;
import io.lightmark.op.Activation;
import io.lightmark.op.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * The layers of a {@link MobileNet} table at one width, side and choice of options. Unless an option says otherwise
 * everything is as d-li14 builds it (mobilenetv2.pytorch, mobilenetv3.pytorch): batch normalisation with ε = 1e-5 and
 * momentum 0.1, the gate before the activation in blocks that expand and behind it in those that do not.
 */
final class MobileNetLayers {
    private static final float DROPOUT = 0.2f;
    private static final int LEAST_CLASSIFIED_SIDE = 6;

    /** Of the classes of coordinates, where the picture ends at 1: landmarks may lie outside. */
    private static final float REACH = 1.25f;

    private static final ConvNormAct.Norm TORCHVISION_NORM = new ConvNormAct.Norm(1e-3f, 0.01f);

    private final MobileNet table;
    private final NetworkName name;
    private final List<MobileNet.Row> rows;
    private final ConvNormAct.Norm norm;

    MobileNetLayers(MobileNet table, NetworkName name) {
        this.table = table;
        this.name = name;
        this.rows = rows(table, name);
        this.norm = name.has(NetworkOption.TORCHVISION) ? TORCHVISION_NORM : ConvNormAct.Norm.DEFAULT;
    }

    List<Layer> trunk() {
        List<Layer> layers = new ArrayList<>();
        int channels = scaled(table.stemChannels());
        layers.add(new ConvNormAct("stem", channels, Window.same(3, 2), norm, table.stemActivation()));
        for (int i = 0; i < rows.size(); i++) {
            MobileNet.Row row = rows.get(i);
            layers.addAll(block("block" + (i + 1), row, channels));
            channels = scaled(row.channels());
        }
        int last = table.tail().convolution();
        if (last != 0) {
            int outputs = last == MobileNet.Tail.LAST_HIDDEN ? lastHidden() : widened(last);
            layers.add(ConvNormAct.pointwise("last", outputs, norm, table.tail().activation()));
        }
        return layers;
    }

    List<Layer> head(int outputs) {
        if (name.has(NetworkOption.SIMCC)) {
            int bins = Math.round(REACH * name.side());
            return List.of(new CoordinateClassificationHead("head", outputs / 2, bins, REACH));
        }
        List<Layer> layers = new ArrayList<>();
        MobileNet.Tail tail = table.tail();
        layers.add(
                tail.reduction() == 0
                        ? new GlobalPooling("pool")
                        : ConvNormAct.pointwise("reduce", widened(tail.reduction()), norm, tail.activation()));
        if (tail.hidden() != 0) {
            layers.add(new FullyConnected("fc1", widened(tail.hidden())));
            layers.add(new Nonlinearity("fc1.act", tail.activation()));
            layers.add(new DropoutLayer("fc1.dropout", DROPOUT));
        }
        layers.add(new FullyConnected("fc", outputs));
        return layers;
    }

    private List<Layer> block(String block, MobileNet.Row row, int inputs) {
        int hidden = hidden(row, inputs);
        int outputs = scaled(row.channels());
        Activation activation = row.activation();
        if (table.form() == MobileNet.Form.SEPARABLE) {
            return List.of(
                    ConvNormAct.depthwise(
                            block + ".depthwise", Window.same(row.kernel(), row.stride()), norm, activation),
                    ConvNormAct.pointwise(block + ".pointwise", outputs, norm, activation));
        }
        boolean isBehind = name.has(NetworkOption.TORCHVISION) || hidden == inputs;
        return List.of(new InvertedResidual(
                block,
                hidden,
                outputs,
                row.kernel(),
                row.stride(),
                row.isGated() ? Channels.divisible(Math.floorDiv(hidden, 4)) : 0,
                isBehind ? ExcitePlace.AFTER_ACTIVATION : ExcitePlace.BEFORE_ACTIVATION,
                activation,
                norm));
    }

    /** Hidden channels of the table's last block, whether or not an option leaves it out. */
    private int lastHidden() {
        List<MobileNet.Row> all = table.rows();
        return hidden(all.get(all.size() - 1), scaled(all.get(all.size() - 2).channels()));
    }

    private int hidden(MobileNet.Row row, int inputs) {
        return row.expansion() == 1 ? inputs : Channels.divisible(inputs * row.expansion());
    }

    /** A number of channels at this width. d-li14 rounds V2 of width 0.1 to multiples of 4. */
    private int scaled(int channels) {
        return Channels.divisible(channels * name.width(), name.width() <= 0.1 ? 4 : 8);
    }

    /** A number of the tail's channels: as at width 1 where the network is narrower. */
    private int widened(int channels) {
        return name.width() > 1 ? scaled(channels) : channels;
    }

    private static List<MobileNet.Row> rows(MobileNet table, NetworkName name) {
        int trimmed = name.has(NetworkOption.TRIM_2) ? 2 : name.has(NetworkOption.TRIM_1) ? 1 : 0;
        List<MobileNet.Row> rows =
                new ArrayList<>(table.rows().subList(0, table.rows().size() - trimmed));
        if (name.has(NetworkOption.STRIDE_16)) {
            leaveOutLastStride(rows);
        }
        while (name.has(NetworkOption.SIMCC) && lastSide(rows, name.side()) < LEAST_CLASSIFIED_SIDE) {
            leaveOutLastStride(rows);
        }
        return rows;
    }

    /** Side of the map behind the blocks. */
    private static int lastSide(List<MobileNet.Row> rows, int side) {
        int last = Window.same(3, 2).outputSize(side);
        for (MobileNet.Row row : rows) {
            last = Window.same(row.kernel(), row.stride()).outputSize(last);
        }
        return last;
    }

    private static void leaveOutLastStride(List<MobileNet.Row> rows) {
        int last = rows.size() - 1;
        while (rows.get(last).stride() == 1) {
            last--;
        }
        MobileNet.Row row = rows.get(last);
        rows.set(
                last,
                new MobileNet.Row(row.kernel(), row.expansion(), row.channels(), row.isGated(), row.activation(), 1));
    }
}
