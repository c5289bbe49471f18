package io.lightmark.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lightmark.backend.Backend;
import io.lightmark.device.Devices;
import io.lightmark.nn.Network;
import io.lightmark.nn.Weights;
import io.lightmark.op.LossFunction;
import io.lightmark.tensor.Shape;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How far one step of plain descent moves a linear layer, against its gradients by hand. */
class TrainingStepTest {
    private static final Shape IMAGE = Shape.of(1, 2, 3, 3);
    private static final int OUTPUTS = 6;
    private static final int BATCH = 4;
    private static final float RATE = 0.5f;
    private static final RandomPixels SOURCE = new RandomPixels(BATCH, IMAGE, OUTPUTS);
    private static final Network NETWORK = LinearNetwork.of(IMAGE, OUTPUTS);
    private static final PointWeights EQUAL = new PointWeights(List.of(1f, 1f, 1f));

    /** The gradients of the weighted mean square. */
    private record Gradients(double[] weight, double[] bias) {
        static Gradients of(Weights weights, PointWeights points) {
            double[] weight = new double[OUTPUTS * IMAGE.length()];
            double[] bias = new double[OUTPUTS];
            double sum =
                    2 * points.values().stream().mapToDouble(Float::doubleValue).sum();
            for (int sample = 0; sample < BATCH; sample++) {
                float[] pixels = SOURCE.pixels(sample);
                double[] predicted = LinearNetwork.predict(weights, pixels);
                for (int row = 0; row < OUTPUTS; row++) {
                    double error = predicted[row] - SOURCE.target(sample)[row];
                    double gradient = 2 * points.values().get(row / 2) * error / (BATCH * sum);
                    bias[row] += gradient;
                    for (int i = 0; i < pixels.length; i++) {
                        weight[i * OUTPUTS + row] += gradient * pixels[i];
                    }
                }
            }
            return new Gradients(weight, bias);
        }

        double norm() {
            double sum = 0;
            for (double number : weight) {
                sum += number * number;
            }
            for (double number : bias) {
                sum += number * number;
            }
            return Math.sqrt(sum);
        }
    }

    private static TrainingPreset preset(PointWeights points, Refinement refinement) {
        return TrainingPreset.DEFAULT
                .withBatch(BATCH)
                .withSteps(1)
                .withOptimizer(new Sgd(0, 0, WeightGroups.UNIFORM))
                .withLoss(new Loss.Mean(LossFunction.SQUARED, points, 1))
                .withRefinement(refinement);
    }

    /** Runs one step and checks that everything moved by the rate times the gradient times a factor. */
    private static void assertMoved(String device, TrainingPreset preset, PointWeights points, double factor) {
        try (Backend backend = Devices.open(device, 1).backend();
                TrainingPlan plan = TrainingPlan.open(backend, NETWORK, SOURCE, TrainingOptions.of(preset, 3))) {
            Weights before = plan.weights(plan.snapshot());
            Gradients gradients = Gradients.of(before, points);
            plan.run(0, RATE);
            Weights after = plan.weights(plan.snapshot());
            assertMoved(before, after, "fc.weight", gradients.weight(), factor);
            assertMoved(before, after, "fc.bias", gradients.bias(), factor);
        }
    }

    private static void assertMoved(Weights before, Weights after, String name, double[] gradient, double factor) {
        for (int i = 0; i < gradient.length; i++) {
            double expected = -RATE * factor * gradient[i];
            double moved = (double) after.get(name).data()[i] - before.get(name).data()[i];
            assertEquals(expected, moved, 1e-6 * Math.max(1, factor), name + " " + i);
            if (gradient[i] == 0) {
                assertEquals(0, moved, name + " " + i + " stays");
            }
        }
    }

    private static double norm() {
        Weights start = TrainingPreset.DEFAULT.initialization().draw(NETWORK, 3);
        return Gradients.of(start, EQUAL).norm();
    }

    @ParameterizedTest
    @ValueSource(strings = {Devices.REFERENCE, Devices.CPU, Devices.CUDA_STAND_IN})
    void aStepIsClippedToTheNormOfAllGradientsTogether(String device) {
        double norm = norm();
        for (double share : new double[] {0.25, 0.03125}) {
            Refinement clipping = Refinement.NONE.withMaxNorm((float) (share * norm));
            assertMoved(device, preset(EQUAL, clipping), EQUAL, share);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Devices.REFERENCE, Devices.CPU, Devices.CUDA_STAND_IN})
    void aStepBelowTheNormIsNot(String device) {
        Refinement clipping = Refinement.NONE.withMaxNorm((float) (4 * norm()));
        assertMoved(device, preset(EQUAL, clipping), EQUAL, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {Devices.REFERENCE, Devices.CPU, Devices.CUDA_STAND_IN})
    void landmarksMoveByTheirWeightsAndOneOfWeightZeroNotAtAll(String device) {
        PointWeights points = new PointWeights(List.of(3f, 0f, 0.5f));
        assertMoved(device, preset(points, Refinement.NONE), points, 1);
    }
}
