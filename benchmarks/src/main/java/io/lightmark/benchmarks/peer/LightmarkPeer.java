package io.lightmark.benchmarks.peer;

import io.lightmark.backend.Backend;
import io.lightmark.backend.Plan;
import io.lightmark.graph.InferenceLowering;
import io.lightmark.graph.PictureInput;
import io.lightmark.graph.Value;
import io.lightmark.nn.Network;
import io.lightmark.nn.Weights;
import java.nio.FloatBuffer;

/** Our own inference plan on one of our backends. The number of threads is the backend's. */
public final class LightmarkPeer {
    /** Name in tables and files. */
    public static final String NAME = "lightmark";

    private LightmarkPeer() {}

    /** Makes a network ready on a backend, which stays the caller's. */
    public static ForwardContender prepare(Backend backend, Network network, Weights weights, int batch) {
        InferenceLowering lowering = InferenceLowering.lower(network, weights, batch, PictureInput.PIXELS);
        Plan plan = backend.plan(lowering.program());
        try {
            lowering.weights()
                    .forEach((name, tensor) -> plan.write(lowering.program().value(name), tensor.data()));
            return new PlanContender(backend, plan);
        } catch (RuntimeException e) {
            plan.close();
            throw e;
        }
    }

    private static final class PlanContender implements ForwardContender {
        private final Backend backend;
        private final Plan plan;
        private final Value prediction;
        private final FloatBuffer input;

        PlanContender(Backend backend, Plan plan) {
            this.backend = backend;
            this.plan = plan;
            this.prediction = plan.program().value("prediction");
            this.input = plan.buffer(plan.program().value("input")).asFloatBuffer();
        }

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public String describe() {
            return backend.describe();
        }

        @Override
        public FloatBuffer input() {
            return input;
        }

        @Override
        public void run() {
            plan.run();
        }

        @Override
        public float[] result() {
            float[] result = new float[prediction.shape().length()];
            plan.read(prediction, result);
            return result;
        }

        @Override
        public void close() {
            plan.close();
        }
    }
}
