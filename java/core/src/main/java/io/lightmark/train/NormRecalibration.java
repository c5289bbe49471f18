package io.lightmark.train;

import io.lightmark.backend.Backend;
import io.lightmark.backend.Plan;
import io.lightmark.graph.Program;
import io.lightmark.graph.TrainingLowering;
import io.lightmark.nn.Network;
import io.lightmark.nn.WeightSpec;
import io.lightmark.nn.Weights;
import io.lightmark.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures the running statistics of batch normalisations anew for given weights: the mean, over batches of training
 * pictures, of each batch's mean and unbiased variance, where training itself keeps a moving one. Weights that were
 * averaged need it, because no training ever saw their activations. Source: Izmailov et al., arXiv:1803.05407, section
 * 3.2.
 */
public final class NormRecalibration {
    private NormRecalibration() {}

    /**
     * The weights with statistics of their own; the same weights if the network has no batch normalisation.
     *
     * @param preset batch and loss, as the pictures' source was made for
     * @param batches number of batches, 100 say
     * @param seed of the order of the pictures, their augmentation and dropout
     */
    public static Weights recalibrate(
            Backend backend,
            Network network,
            Weights weights,
            BatchSource source,
            TrainingPreset preset,
            int batches,
            long seed) {
        if (batches < 1) {
            throw new IllegalArgumentException("Expected at least one batch to measure running statistics, received "
                    + batches + ". Fix: use 100.");
        }
        List<WeightSpec> statistics = network.weights().stream()
                .filter(spec -> !spec.kind().isTrainable())
                .toList();
        if (statistics.isEmpty()) {
            return weights;
        }
        Program program =
                TrainingLowering.statistics(network, preset.batch(), source.input(preset.batch()), preset.loss());
        Map<String, Tensor> result = new LinkedHashMap<>(weights.asMap());
        try (Plan plan = backend.plan(program)) {
            weights.asMap().forEach((name, tensor) -> plan.write(program.value(name), tensor.data()));
            BatchFeed feed = new BatchFeed(plan, source, preset.batch(), seed);
            Map<String, double[]> sums = new LinkedHashMap<>();
            for (int step = 0; step < batches; step++) {
                feed.fill(step);
                plan.run();
                statistics.forEach(spec -> add(plan, spec, sums));
            }
            statistics.forEach(spec -> result.put(spec.name(), mean(spec, sums, batches)));
        }
        return Weights.of(network, result);
    }

    private static void add(Plan plan, WeightSpec spec, Map<String, double[]> sums) {
        float[] batch = new float[spec.shape().length()];
        plan.read(plan.program().value(spec.name()), batch);
        double[] sum = sums.computeIfAbsent(spec.name(), name -> new double[batch.length]);
        for (int i = 0; i < batch.length; i++) {
            sum[i] += batch[i];
        }
    }

    private static Tensor mean(WeightSpec spec, Map<String, double[]> sums, int batches) {
        Tensor mean = Tensor.zeros(spec.shape());
        double[] sum = sums.getOrDefault(spec.name(), new double[0]);
        for (int i = 0; i < sum.length; i++) {
            mean.data()[i] = (float) (sum[i] / batches);
        }
        return mean;
    }
}
