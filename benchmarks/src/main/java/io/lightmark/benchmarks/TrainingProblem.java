package io.lightmark.benchmarks;

import io.lightmark.graph.LossRule;
import io.lightmark.graph.UpdateRule;
import io.lightmark.nn.DropoutLayer;
import io.lightmark.nn.Initialization;
import io.lightmark.nn.Network;
import io.lightmark.nn.Weights;
import io.lightmark.op.ElementwiseLoss;
import io.lightmark.op.LossFunction;
import io.lightmark.op.SgdUpdate;

/**
 * One training step that all runtimes can be asked for: mean squared error and SGD with momentum and weight decay on
 * every parameter, on one batch that stays the same.
 *
 * @param network what is trained
 * @param weights where it starts
 * @param batch pictures per step
 * @param pixels the pictures, [batch,h,w,c]
 * @param target the wanted outputs, [batch,outputs], in [-1, 1]
 */
public record TrainingProblem(Network network, Weights weights, int batch, float[] pixels, float[] target) {
    public static final float RATE = 0.01f;
    public static final float MOMENTUM = 0.9f;
    public static final float WEIGHT_DECAY = 5e-4f;
    private static final long SEED = 1;

    /** The mean squared error over all coordinates. */
    public static final LossRule LOSS = prediction -> ElementwiseLoss.mean(prediction, LossFunction.SQUARED);

    /** SGD for every weight alike. */
    public static final UpdateRule UPDATE = weight -> new SgdUpdate(weight.shape(), MOMENTUM, WEIGHT_DECAY, 1);

    /** Fresh weights by He's rule and random pictures and targets, all fixed by one seed. */
    public static TrainingProblem of(Network network, int batch) {
        return new TrainingProblem(
                network,
                Initialization.HE.draw(network, SEED),
                batch,
                FixedWeights.pixels(network.input().withN(batch), SEED),
                FixedWeights.pixels(network.output().withN(batch), SEED + 1));
    }

    /** The same problem without dropout, whose mask no two runtimes share: for comparing losses. */
    public TrainingProblem withoutDropout() {
        Network plain = new Network(
                network.name(),
                network.input(),
                network.layers().stream()
                        .filter(layer -> !(layer instanceof DropoutLayer))
                        .toList());
        return new TrainingProblem(plain, Weights.of(plain, weights.asMap()), batch, pixels, target);
    }

    /** The rate of the network's first dropout layer, 0 without one. */
    public float dropout() {
        return network.layers().stream()
                .filter(DropoutLayer.class::isInstance)
                .map(layer -> ((DropoutLayer) layer).rate())
                .findFirst()
                .orElse(0f);
    }
}
