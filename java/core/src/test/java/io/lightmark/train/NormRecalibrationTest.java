package io.lightmark.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lightmark.backend.Backend;
import io.lightmark.device.Devices;
import io.lightmark.nn.BatchNormalization;
import io.lightmark.nn.Convolution;
import io.lightmark.nn.FullyConnected;
import io.lightmark.nn.Network;
import io.lightmark.nn.Nonlinearity;
import io.lightmark.nn.Weights;
import io.lightmark.op.Activation;
import io.lightmark.op.Window;
import io.lightmark.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Running statistics measured anew against the means and variances of the convolution's outputs, by hand. */
class NormRecalibrationTest {
    private static final Shape IMAGE = Shape.of(1, 3, 2, 3);
    private static final int PIXELS = 6;
    private static final int CHANNELS = 4;
    private static final int BATCH = 4;
    private static final int BATCHES = 5;
    private static final long SEED = 9;
    private static final RandomPixels SOURCE = new RandomPixels(7, IMAGE, 2);
    private static final TrainingPreset PRESET = TrainingPreset.DEFAULT.withBatch(BATCH);

    private static Network network(boolean normalized) {
        List<io.lightmark.nn.Layer> tail =
                List.of(new Nonlinearity("act", Activation.RELU), new FullyConnected("fc", 2));
        Convolution conv = new Convolution("conv", CHANNELS, Window.same(1, 1), false);
        return new Network(
                "one norm",
                IMAGE,
                normalized
                        ? List.of(conv, new BatchNormalization("norm", 1e-3f, 0.1f), tail.get(0), tail.get(1))
                        : List.of(conv, tail.get(0), tail.get(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {Devices.CPU, Devices.CUDA_STAND_IN})
    void statisticsAreTheMeansOverBatches(String device) {
        Network network = network(true);
        Weights weights = PRESET.initialization().draw(network, 1);
        double[] mean = new double[CHANNELS];
        double[] variance = new double[CHANNELS];
        for (int batch = 0; batch < BATCHES; batch++) {
            addStatistics(weights.get("conv.weight").data(), batch, mean, variance);
        }
        try (Backend backend = Devices.open(device, 1).backend()) {
            Weights result = NormRecalibration.recalibrate(backend, network, weights, SOURCE, PRESET, BATCHES, SEED);
            assertArrayEquals(mean, doubles(result.get("norm.running_mean").data()), 1e-6, "means");
            assertArrayEquals(variance, doubles(result.get("norm.running_var").data()), 1e-5, "variances");
            for (String same : List.of("conv.weight", "norm.weight", "norm.bias", "fc.weight", "fc.bias")) {
                assertSame(weights.get(same), result.get(same), same);
            }
        }
    }

    /** Adds one batch's share of the means. */
    private static void addStatistics(float[] weight, int batch, double[] mean, double[] variance) {
        SampleOrder order = new SampleOrder(SEED, SOURCE.size());
        int rows = BATCH * PIXELS;
        for (int channel = 0; channel < CHANNELS; channel++) {
            double[] outputs = new double[rows];
            double sum = 0;
            for (int row = 0; row < rows; row++) {
                float[] pixels = SOURCE.pixels(order.at((long) batch * BATCH + row / PIXELS));
                for (int c = 0; c < 3; c++) {
                    outputs[row] += pixels[row % PIXELS * 3 + c] * (double) weight[c * CHANNELS + channel];
                }
                sum += outputs[row];
            }
            double squares = 0;
            for (double output : outputs) {
                squares += (output - sum / rows) * (output - sum / rows);
            }
            mean[channel] += sum / rows / BATCHES;
            variance[channel] += squares / (rows - 1) / BATCHES;
        }
    }

    @Test
    void aNetworkWithoutNormalizationsStaysAsItIs() {
        Network network = network(false);
        Weights weights = PRESET.initialization().draw(network, 1);
        try (Backend backend = Devices.open(Devices.CPU, 1).backend()) {
            assertSame(
                    weights, NormRecalibration.recalibrate(backend, network, weights, SOURCE, PRESET, BATCHES, SEED));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> NormRecalibration.recalibrate(backend, network, weights, SOURCE, PRESET, 0, SEED));
        }
    }

    @Test
    void averagesAreMeansOfEveryWeight() {
        Network network = network(true);
        Weights first = PRESET.initialization().draw(network, 1);
        Weights second = PRESET.initialization().draw(network, 2);
        Weights average = WeightAverage.of(network, List.of(first, second, second));
        for (String name : first.asMap().keySet()) {
            float[] a = first.get(name).data();
            float[] b = second.get(name).data();
            for (int i = 0; i < a.length; i++) {
                assertEquals((a[i] + 2.0 * b[i]) / 3, average.get(name).data()[i], 1e-7, name);
            }
        }
        assertThrows(IllegalArgumentException.class, () -> WeightAverage.of(network, List.of()));
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }
}
