package io.lightmark.train;

import io.lightmark.backend.Backend;
import io.lightmark.backend.Plan;
import io.lightmark.error.TrainingException;
import io.lightmark.graph.Program;
import io.lightmark.graph.TeacherBranch;
import io.lightmark.graph.TrainingLowering;
import io.lightmark.graph.TrainingRules;
import io.lightmark.graph.Value;
import io.lightmark.nn.Network;
import io.lightmark.nn.WeightSpec;
import io.lightmark.nn.Weights;
import io.lightmark.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** One training step made ready on a device, with everything that outlives a step: weights and optimiser state. */
final class TrainingPlan implements AutoCloseable {
    private final Network network;
    private final Plan plan;
    private final BatchFeed feed;
    private final FloatBuffer rate;
    private final FloatBuffer loss;

    private TrainingPlan(Network network, long seed, Plan plan, BatchSource source, int batch) {
        this.network = network;
        this.plan = plan;
        this.feed = new BatchFeed(plan, source, batch, seed);
        Program program = plan.program();
        this.rate = plan.buffer(program.value("rate")).asFloatBuffer();
        this.loss = plan.buffer(program.value("loss")).asFloatBuffer();
    }

    static TrainingPlan open(Backend backend, Network network, BatchSource source, TrainingOptions options) {
        TrainingPreset preset = options.preset();
        long seed = options.seed();
        int batch = preset.batch();
        TrainingRules rules = preset.rules();
        Program program = TrainingLowering.lower(network, batch, source.input(batch), rules);
        Plan plan = backend.plan(program);
        try {
            TrainingPlan result = new TrainingPlan(network, seed, plan, source, batch);
            Weights fresh = preset.initialization().draw(network, seed);
            result.start(options.start().map(fresh::takenFrom).orElse(fresh));
            result.writeConstants(preset.loss());
            rules.teacher().ifPresent(result::writeTeacher);
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

    private void writeTeacher(TeacherBranch teacher) {
        teacher.parameters().forEach((name, tensor) -> plan.write(plan.program().value(name), tensor.data()));
    }

    private boolean isAveraged() {
        return plan.program()
                .has(TrainingLowering.averageOf(network.weights().get(0).name()));
    }

    /** Runs one step and returns its loss, which may be anything. */
    float run(long step, float stepRate) {
        feed.fill(step);
        rate.put(0, stepRate);
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
            if (average == null) {
                throw new TrainingException(
                        "a checkpoint with '" + TrainingLowering.averageOf(spec.name()) + "' " + spec.shape(),
                        "none",
                        "resume with the refinement of the checkpoint, or choose another folder.");
            }
            averages.put(spec.name(), average);
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
        boolean outlivesAStep = value.role() == Value.Role.PARAMETER || value.role() == Value.Role.STATE;
        return outlivesAStep && !TeacherBranch.owns(value);
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
