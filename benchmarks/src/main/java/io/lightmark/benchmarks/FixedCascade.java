package io.lightmark.benchmarks;

import io.lightmark.cascade.CascadeLevel;
import io.lightmark.cascade.LandmarkCascade;
import io.lightmark.cascade.NoseEyeCrop;
import io.lightmark.cascade.WholePicture;
import io.lightmark.nn.Network;
import io.lightmark.nn.Weights;
import io.lightmark.picture.Preprocessing;
import io.lightmark.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An untrained cascade of two levels that behaves like a trained one as far as time goes: its first level answers with a
 * face near the middle of the picture, moved a little by what it sees, so that the second level cuts out a window of a
 * realistic size.
 */
public final class FixedCascade {
    /** How far the picture moves a landmark. */
    private static final float SWAY = 0.02f;

    /** Eyes, nose and corners of the mouth of a face that fills half of the picture. */
    private static final float[] FACE = {-0.16f, -0.14f, 0.16f, -0.14f, 0, 0.04f, -0.13f, 0.2f, 0.13f, 0.2f};

    private FixedCascade() {}

    /** The cascade of a network on both levels, with weights drawn from a seed. */
    public static LandmarkCascade of(Network network, long seed) {
        return new LandmarkCascade(
                network.output().c() / 2,
                List.of(
                        new CascadeLevel(network, weights(network, seed), Preprocessing.DEFAULT, new WholePicture()),
                        new CascadeLevel(
                                network, weights(network, seed + 1), Preprocessing.DEFAULT, NoseEyeCrop.FIVE_POINTS)),
                Map.of());
    }

    private static Weights weights(Network network, long seed) {
        Map<String, Tensor> tensors =
                new LinkedHashMap<>(FixedWeights.draw(network, seed).asMap());
        List<String> names = List.copyOf(tensors.keySet());
        String weight = names.get(names.size() - 2);
        String bias = names.get(names.size() - 1);
        tensors.computeIfPresent(weight, (name, drawn) -> {
            Tensor last = Tensor.zeros(drawn.shape());
            for (int i = 0; i < last.data().length; i++) {
                last.data()[i] = SWAY * drawn.data()[i];
            }
            return last;
        });
        tensors.computeIfPresent(bias, (name, drawn) -> {
            Tensor face = Tensor.zeros(drawn.shape());
            for (int i = 0; i < face.data().length; i++) {
                face.data()[i] = FACE[i % FACE.length];
            }
            return face;
        });
        return Weights.of(network, tensors);
    }
}
