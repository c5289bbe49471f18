package io.lightmark.train;

import io.lightmark.backend.Backend;
import io.lightmark.backend.Plan;
import io.lightmark.error.TrainingException;
import io.lightmark.graph.Program;
import io.lightmark.graph.TrainingLowering;
import io.lightmark.graph.Value;
import io.lightmark.nn.Network;
import io.lightmark.nn.WeightSpec;
import io.lightmark.nn.Weights;
import io.lightmark.op.CounterRandom;
import io.lightmark.op.RunState;
import io.lightmark.tensor.Tensor;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** One training step made ready on a device, with everything that outlives a step: weights and optimiser state. */
final class TrainingPlan implements AutoCloseable {
    private static final long SLOT_STREAM = 0x736c6f74L;

    private final Network network;
    private final long seed;
    private final Plan plan;
    private final BatchSource.Filler filler;
    private final SampleOrder order;
    private final FloatBuffer rate;
    private final IntBuffer runState;
    private final FloatBuffer loss;
    private final int[] samples;
    private final long[] keys;

    private TrainingPlan(Network network, long seed, Plan plan, BatchSource source, int batch) {
        this.network = network;
        this.seed = seed;
        this.plan = plan;
        this.filler = source.bind(plan, batch);
        this.order = new SampleOrder(seed, source.size());
        Program program = plan.program();
        this.rate = plan.buffer(program.value("rate")).asFloatBuffer();
        this.runState = plan.buffer(program.value("runState")).asIntBuffer();
        this.loss = plan.buffer(program.value("loss")).asFloatBuffer();
        this.samples = new int[batch];
        this.keys = new long[batch];
    }

    static TrainingPlan open(Backend backend, Network network, BatchSource source, TrainingOptions options) {
        TrainingPreset preset = options.preset();
        long seed = options.seed();
        int batch = preset.batch();
        Program program = TrainingLowering.lower(network, batch, source.input(batch), preset.rules());
        Plan plan = backend.plan(program);
        try {
            TrainingPlan result = new TrainingPlan(network, seed, plan, source, batch);
            Weights fresh = preset.initialization().draw(network, seed);
            result.start(options.start().map(fresh::takenFrom).orElse(fresh));
            result.writeConstants(preset.loss());
            return result;
        } catch (RuntimeException | Error e) {
            plan.close();
            throw e;
        }
    }

    private void start(Weights weights) {
        weights.asMap().forEach((name, tensor) -> {
            plan.write(plan.program().value(name), tensor.data());
            if (isAveraged()) {
                plan.write(plan.program().value(TrainingLowering.averageOf(name)), tensor.data());
            }
        });
    }

    private void writeConstants(Loss loss) {
        loss.constants().forEach((operand, contents) -> {
            float[] data = new float[contents.size()];
            for (int i = 0; i < data.length; i++) {
                data[i] = contents.get(i);
            }
            plan.write(plan.program().value(TrainingLowering.lossConstant(operand)), data);
        });
    }

    private boolean isAveraged() {
        return plan.program()
                .has(TrainingLowering.averageOf(network.weights().get(0).name()));
    }

    /** Runs one step and returns its loss, which may be anything. */
    float run(long step, float stepRate) {
        for (int slot = 0; slot < samples.length; slot++) {
            long position = step * samples.length + slot;
            samples[slot] = order.at(position);
            keys[slot] = CounterRandom.key(seed, position, SLOT_STREAM);
        }
        filler.fill(samples, keys);
        rate.put(0, stepRate);
        runState.put(0, RunState.of(seed, Math.toIntExact(step)));
        plan.run();
        return loss.get(0);
    }

    /** Everything that outlives a step, all of it finite. */
    Map<String, Tensor> snapshot() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Value value : plan.program().values()) {
            if (isKept(value)) {
                Tensor tensor = Tensor.zeros(value.shape());
                plan.read(value, tensor.data());
                requireFinite(value.name(), tensor);
                tensors.put(value.name(), tensor);
            }
        }
        return tensors;
    }

    /** The weights to judge and to keep: the averages, where there are any. */
    Weights weights(Map<String, Tensor> snapshot) {
        if (!isAveraged()) {
            return Weights.of(network, snapshot);
        }
        Map<String, Tensor> averages = new LinkedHashMap<>();
        for (WeightSpec spec : network.weights()) {
            Tensor average = snapshot.get(TrainingLowering.averageOf(spec.name()));
            if (average != null) {
                averages.put(spec.name(), average);
            }
        }
        return Weights.of(network, averages);
    }

    /** Continues from a snapshot. */
    void restore(Map<String, Tensor> snapshot) {
        for (Value value : plan.program().values()) {
            if (!isKept(value)) {
                continue;
            }
            Tensor tensor = snapshot.get(value.name());
            if (tensor == null || !tensor.shape().equals(value.shape())) {
                throw new TrainingException(
                        "a checkpoint with '" + value.name() + "' " + value.shape(),
                        tensor == null ? "none" : tensor.shape(),
                        "resume with the network and optimiser of the checkpoint, or choose another folder.");
            }
            plan.write(value, tensor.data());
        }
    }

    private static boolean isKept(Value value) {
        return value.role() == Value.Role.PARAMETER || value.role() == Value.Role.STATE;
    }

    private static void requireFinite(String name, Tensor tensor) {
        for (float number : tensor.data()) {
            if (!Float.isFinite(number)) {
                throw new TrainingException(
                        "finite weights",
                        number + " in '" + name + "'",
                        "use a lower learning rate; earlier checkpoints stay valid.");
            }
        }
    }

    @Override
    public void close() {
        plan.close();
    }
}
