package io.lightmark.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.backend.Backend;
import io.lightmark.backend.Plan;
import io.lightmark.device.Devices;
import io.lightmark.graph.InferenceLowering;
import io.lightmark.graph.PictureInput;
import io.lightmark.graph.Program;
import io.lightmark.nn.Initialization;
import io.lightmark.nn.Network;
import io.lightmark.op.CounterRandom;
import io.lightmark.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A narrow network of every family predicts the same on the CPU, with the CUDA kernels and with the oracle. */
final class NetworkInferenceTest {
    private static final int BATCH = 2;

    /** In parts of the greatest output: rounding to float32 after each of up to fifty layers. */
    private static final double LIMIT = 1e-4;

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "base-cnn-0.125@64",
                "mobilenet-v1-0.125@32",
                "mobilenet-v2-0.125@32",
                "mobilenet-v3-small-0.25@32",
                "mobilenet-v3-large-0.125@32+torchvision",
                "landmark-small-0.25@32"
            })
    void devicesAgree(String name) {
        Network network = NetworkName.parse(name).network(5);
        InferenceLowering lowered =
                InferenceLowering.lower(network, Initialization.HE.draw(network, 7), BATCH, PictureInput.PIXELS);
        float[] expected = predict(Devices.REFERENCE, lowered);
        double greatest = 0;
        for (float value : expected) {
            greatest = Math.max(greatest, Math.abs(value));
        }
        assertTrue(greatest > 1e-6, "greatest output " + greatest);
        for (String device : new String[] {Devices.CPU, Devices.CUDA_STAND_IN}) {
            float[] received = predict(device, lowered);
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], received[i], LIMIT * greatest, device + ": prediction[" + i + "]");
            }
        }
    }

    private static float[] predict(String device, InferenceLowering lowered) {
        Program program = lowered.program();
        try (Backend backend = Devices.open(device, 1).backend();
                Plan plan = backend.plan(program)) {
            for (Map.Entry<String, Tensor> weight : lowered.weights().entrySet()) {
                plan.write(program.value(weight.getKey()), weight.getValue().data());
            }
            float[] pictures = new float[program.value("input").shape().length()];
            for (int i = 0; i < pictures.length; i++) {
                pictures[i] = (float) CounterRandom.gaussian(5, i);
            }
            plan.write(program.value("input"), pictures);
            plan.run();
            float[] prediction = new float[program.value("prediction").shape().length()];
            plan.read(program.value("prediction"), prediction);
            return prediction;
        }
    }
}
