package io.lightmark.graph;

import io.lightmark.models.MobileNet;
import io.lightmark.models.NetworkName;
import io.lightmark.nn.BatchNormalization;
import io.lightmark.nn.ConvNormAct;
import io.lightmark.nn.Convolution;
import io.lightmark.nn.CoordinateClassificationHead;
import io.lightmark.nn.DepthwiseConvolution;
import io.lightmark.nn.DropoutLayer;
import io.lightmark.nn.FullyConnected;
import io.lightmark.nn.GlobalPooling;
import io.lightmark.nn.Initialization;
import io.lightmark.nn.InvertedResidual;
import io.lightmark.nn.Layer;
import io.lightmark.nn.MaxPooling;
import io.lightmark.nn.Network;
import io.lightmark.nn.Nonlinearity;
import io.lightmark.nn.Residual;
import io.lightmark.nn.SqueezeExcitation;
import io.lightmark.nn.WeightSpec;
import io.lightmark.nn.Weights;
import io.lightmark.op.Activation;
import io.lightmark.op.CounterRandom;
import io.lightmark.op.Window;
import io.lightmark.tensor.Shape;
import io.lightmark.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Small networks that together hold every kind of layer and every way in which layers can meet. */
final class Networks {
    private static final Shape INPUT = Shape.of(1, 6, 6, 3);
    private static final ConvNormAct.Norm NORM = new ConvNormAct.Norm(1e-3f, 0.1f);

    private Networks() {}

    static List<Network> all() {
        return List.of(
                network(
                        "every layer",
                        new ConvNormAct("stem", 6, Window.same(3, 1), NORM, Activation.HSWISH),
                        new InvertedResidual(
                                "gated",
                                8,
                                6,
                                3,
                                1,
                                4,
                                InvertedResidual.ExcitePlace.BEFORE_ACTIVATION,
                                Activation.HSWISH,
                                NORM),
                        new MaxPooling("pool", new Window(2, 2, 0)),
                        new Convolution("wide", 8, Window.same(1, 1), true),
                        new Nonlinearity("wide.act", Activation.RELU6),
                        new DepthwiseConvolution("filter", Window.same(3, 1), true),
                        new SqueezeExcitation("gate", 3),
                        new GlobalPooling("mean"),
                        new FullyConnected("hidden", 7),
                        new Nonlinearity("hidden.act", Activation.RELU),
                        new DropoutLayer("drop", 0.3f),
                        new FullyConnected("out", 4)),
                mobileNet(),
                network(
                        "activation reads a normalisation that a shortcut reads too",
                        new Convolution("stem", 5, Window.same(3, 2), false),
                        new BatchNormalization("bn", 1e-3f, 0.1f),
                        new Residual(
                                "pre",
                                List.of(new Nonlinearity("act", Activation.HSWISH), Convolution.pointwise("body", 5))),
                        new FullyConnected("out", 4)),
                network(
                        "shortcuts in shortcuts in shortcuts",
                        Convolution.pointwise("stem", 4),
                        new Residual(
                                "outer",
                                List.of(new Residual(
                                        "middle",
                                        List.of(new Residual("inner", List.of(Convolution.pointwise("body", 4))))))),
                        new FullyConnected("out", 3)),
                network(
                        "shortcut around nothing, and one from the input",
                        new Residual("first", List.of(new Convolution("body", 3, Window.same(3, 1), true))),
                        Convolution.pointwise("stem", 4),
                        new Residual("twice", List.of()),
                        new FullyConnected("out", 3)),
                network(
                        "layers without weights first, dropout last",
                        new MaxPooling("pool", new Window(3, 2, 1)),
                        new Nonlinearity("act", Activation.HSWISH),
                        new BatchNormalization("bn", 1e-3f, 0.1f),
                        new FullyConnected("out", 4),
                        new DropoutLayer("drop", 0.25f)),
                network(
                        "coordinates as classes",
                        new ConvNormAct("stem", 5, Window.same(3, 2), NORM, Activation.RELU),
                        new CoordinateClassificationHead("head", 2, 6, 1.25f)),
                network(
                        "output from a sum",
                        new Convolution("stem", 2, new Window(6, 1, 0), true),
                        new Residual("sum", List.of(ConvNormAct.pointwise("body", 2, NORM, Activation.HSIGMOID)))));
    }

    /** Weights all of which matter: biases, scales and statistics are not the neutral ones of a fresh network. */
    static Weights weights(Network network, long seed) {
        Map<String, Tensor> tensors =
                new LinkedHashMap<>(Initialization.HE.draw(network, seed).asMap());
        int stream = 0;
        for (WeightSpec spec : network.weights()) {
            long key = CounterRandom.key(seed, 1, stream++);
            float[] data = tensors.get(spec.name()).data().clone();
            for (int i = 0; i < data.length; i++) {
                float u = CounterRandom.uniform(key, i);
                data[i] = switch (spec.kind()) {
                    case BIAS, NORM_SHIFT, RUNNING_MEAN -> u - 0.5f;
                    case NORM_SCALE, RUNNING_VARIANCE -> 0.5f + u;
                    case CONV_WEIGHT, DEPTHWISE_WEIGHT, LINEAR_WEIGHT -> data[i];
                };
            }
            tensors.put(spec.name(), new Tensor(spec.shape(), data));
        }
        return Weights.of(network, tensors);
    }

    /** A MobileNetV3 of three blocks from a table: gates on either side of the activation, a shortcut, both linear layers. */
    private static Network mobileNet() {
        MobileNet table = new MobileNet(
                "tiny",
                32,
                MobileNet.Form.INVERTED,
                8,
                Activation.HSWISH,
                List.of(
                        new MobileNet.Row(3, 1, 8, true, Activation.RELU, 1), // 3x3x8
                        new MobileNet.Row(5, 1.5, 8, true, Activation.HSWISH, 1), // 3x3x8
                        new MobileNet.Row(3, 2, 8, false, Activation.HSWISH, 2)), // 3x3x8
                new MobileNet.Tail(MobileNet.Tail.LAST_HIDDEN, 0, 6, Activation.HSWISH),
                Set.of());
        NetworkName name = NetworkName.of(table);
        List<Layer> layers = new ArrayList<>(table.trunk(name));
        layers.addAll(table.head(name, 4));
        return network("MobileNetV3 from a table", layers.toArray(Layer[]::new));
    }

    private static Network network(String name, Layer... layers) {
        return new Network(name, INPUT, List.of(layers));
    }
}
