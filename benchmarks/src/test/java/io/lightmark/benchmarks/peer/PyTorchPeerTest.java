package io.lightmark.benchmarks.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.backend.Backend;
import io.lightmark.backend.cpu.CpuBackend;
import io.lightmark.backend.cpu.CpuOptions;
import io.lightmark.benchmarks.TrainingProblem;
import io.lightmark.benchmarks.measure.Agreement;
import io.lightmark.benchmarks.measure.Contender;
import io.lightmark.models.Cascade48;
import io.lightmark.nn.FullyConnected;
import io.lightmark.nn.Network;
import io.lightmark.tensor.Shape;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class PyTorchPeerTest {
    @Test
    void lossesAgreeStepByStep() {
        Optional<String> missing = PyTorchPeer.CHANNELS_LAST.missing();
        missing.ifPresent(reason -> System.out.println("PyTorch peer not tested: " + reason));
        Assumptions.assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        TrainingProblem problem = TrainingProblem.of(Cascade48.network(5), 4).withoutDropout();
        try (Backend backend = CpuBackend.open(CpuOptions.defaults());
                Contender ours = LightmarkTraining.prepare(backend, problem);
                Contender theirs = PyTorchPeer.CHANNELS_LAST.prepare(problem, 1)) {
            float first = 0;
            for (int step = 0; step < 5; step++) {
                double difference = Agreement.require(List.of(ours, theirs), 1e-3);
                assertTrue(difference <= 1e-3, "loss of step " + step + " differs by " + difference);
                first = step == 0 ? ours.result()[0] : first;
            }
            float last = ours.result()[0];
            assertTrue(last < first, "the loss falls on the batch that is trained on: " + first + " to " + last);
        }
    }

    @Test
    void namesTellTheFormatsApart() {
        assertEquals("pytorch", PyTorchPeer.DEFAULT.name(), "default format");
        assertEquals("pytorch-channels-last", PyTorchPeer.CHANNELS_LAST.name(), "channels last");
    }

    @Test
    void knowsOneNetworkOnly() {
        Network other = new Network("other", Shape.of(1, 2, 2, 3), List.of(new FullyConnected("fc", 4)));
        assertThrows(
                IllegalArgumentException.class,
                () -> PyTorchPeer.DEFAULT.prepare(TrainingProblem.of(other, 1), 1),
                "network 'other'");
    }
}
