package io.lightmark.benchmarks.peer;

import io.lightmark.backend.Backend;
import io.lightmark.backend.Plan;
import io.lightmark.benchmarks.TrainingProblem;
import io.lightmark.benchmarks.measure.Contender;
import io.lightmark.graph.PictureInput;
import io.lightmark.graph.Program;
import io.lightmark.graph.TrainingLowering;
import io.lightmark.graph.Value;
import io.lightmark.op.RunState;
import java.nio.IntBuffer;

/** Our own training plan on one of our backends: one run is one step. */
public final class LightmarkTraining implements Contender {
    private final Backend backend;
    private final Plan plan;
    private final Value loss;
    private final IntBuffer runState;
    private int step;

    private LightmarkTraining(Backend backend, Plan plan) {
        this.backend = backend;
        this.plan = plan;
        this.loss = plan.program().value("loss");
        this.runState = plan.buffer(plan.program().value("runState")).asIntBuffer();
    }

    /** Makes a problem ready on a backend, which stays the caller's. */
    public static LightmarkTraining prepare(Backend backend, TrainingProblem problem) {
        Program program = TrainingLowering.lower(
                problem.network(), problem.batch(), PictureInput.PIXELS, TrainingProblem.LOSS, TrainingProblem.UPDATE);
        Plan plan = backend.plan(program);
        try {
            problem.weights().asMap().forEach((name, tensor) -> plan.write(program.value(name), tensor.data()));
            plan.write(program.value("input"), problem.pixels());
            plan.write(program.value("target"), problem.target());
            plan.write(program.value("rate"), new float[] {TrainingProblem.RATE});
            return new LightmarkTraining(backend, plan);
        } catch (RuntimeException e) {
            plan.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return LightmarkPeer.NAME;
    }

    @Override
    public String describe() {
        return backend.describe();
    }

    /** Multiply-adds of one step, forward and backward. */
    public long multiplyAdds() {
        return plan.report().multiplyAdds();
    }

    @Override
    public void run() {
        runState.put(RunState.STEP, step++);
        plan.run();
    }

    @Override
    public float[] result() {
        float[] result = new float[1];
        plan.read(loss, result);
        return result;
    }

    @Override
    public void close() {
        plan.close();
    }
}
