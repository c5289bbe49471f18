package io.lightmark.testing;

import io.lightmark.models.NetworkCatalogue;
import io.lightmark.nn.ConvNormAct;
import io.lightmark.nn.DropoutLayer;
import io.lightmark.nn.FullyConnected;
import io.lightmark.nn.InvertedResidual;
import io.lightmark.nn.Network;
import io.lightmark.nn.Nonlinearity;
import io.lightmark.op.Activation;
import io.lightmark.op.Window;
import io.lightmark.tensor.Shape;
import java.util.List;

/** A network with every kind of layer of the real ones, small enough for the reference backend. */
public final class TinyNetworks {
    private TinyNetworks() {}

    /** 12 × 12 pictures. */
    public static Network network(int points) {
        return new Network(
                "tiny",
                Shape.of(1, 12, 12, 3),
                List.of(
                        new ConvNormAct("stem", 8, Window.same(3, 2), ConvNormAct.Norm.DEFAULT, Activation.RELU),
                        InvertedResidual.plain("block", 12, 8, 3, 1, Activation.RELU),
                        new FullyConnected("fc1", 24),
                        new Nonlinearity("fc1.act", Activation.RELU),
                        new DropoutLayer("fc1.dropout", 0.1f),
                        new FullyConnected("fc2", 2 * points)));
    }

    public static NetworkCatalogue catalogue() {
        return NetworkCatalogue.standard().with("tiny", TinyNetworks::network);
    }
}
