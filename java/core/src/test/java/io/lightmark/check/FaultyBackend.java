package io.lightmark.check;

import io.lightmark.backend.Backend;
import io.lightmark.backend.GuardedPlan;
import io.lightmark.backend.Plan;
import io.lightmark.backend.reference.ReferenceBackend;
import io.lightmark.graph.PlanReport;
import io.lightmark.graph.Program;
import io.lightmark.graph.Value;
import java.nio.ByteBuffer;
import java.util.function.UnaryOperator;

/** The oracle with one planted fault, to show that a check can fail. */
final class FaultyBackend implements Backend {
    /** What goes wrong in a plan, before or after its steps run. */
    interface Fault {
        default void before(FaultyPlan plan) {}

        default void after(FaultyPlan plan) {}

        /** Whether the fault writes beside a value. */
        default boolean strays() {
            return false;
        }
    }

    private final ReferenceBackend oracle = new ReferenceBackend();
    private final Fault fault;

    FaultyBackend(Fault fault) {
        this.fault = fault;
    }

    @Override
    public String name() {
        return "faulty";
    }

    @Override
    public String describe() {
        return "the oracle with a planted fault";
    }

    @Override
    public Plan plan(Program program) {
        return new FaultyPlan(oracle.plan(program), fault);
    }

    @Override
    public void close() {
        oracle.close();
    }

    /** A plan of the oracle with a fault. */
    static final class FaultyPlan implements GuardedPlan {
        private final Plan plan;
        private final Fault fault;
        private int runs;

        private FaultyPlan(Plan plan, Fault fault) {
            this.plan = plan;
            this.fault = fault;
        }

        /** Counts from 1. */
        int runs() {
            return runs;
        }

        /** Replaces a value's contents, if the program has it; inputs before a run, all others after. */
        void change(String name, UnaryOperator<float[]> change) {
            if (!plan.program().has(name)) {
                return;
            }
            Value value = plan.program().value(name);
            float[] contents = new float[value.shape().length()];
            if (value.role().isHostVisible()) {
                plan.buffer(value).asFloatBuffer().get(contents);
                plan.buffer(value).asFloatBuffer().put(change.apply(contents));
            } else {
                plan.read(value, contents);
                plan.write(value, change.apply(contents));
            }
        }

        @Override
        public void run() {
            runs++;
            fault.before(this);
            plan.run();
            fault.after(this);
        }

        @Override
        public void poison() {}

        @Override
        public void checkGuards() {
            if (fault.strays()) {
                throw new IllegalStateException(
                        "Expected intact guards, received a changed byte at offset 64 behind 'y'."
                                + " Fix: correct the kernel.");
            }
        }

        @Override
        public Program program() {
            return plan.program();
        }

        @Override
        public PlanReport report() {
            return plan.report();
        }

        @Override
        public ByteBuffer buffer(Value value) {
            return plan.buffer(value);
        }

        @Override
        public void upload(Value value) {
            plan.upload(value);
        }

        @Override
        public void write(Value value, float[] data) {
            plan.write(value, data);
        }

        @Override
        public void read(Value value, float[] data) {
            plan.read(value, data);
        }

        @Override
        public void close() {
            plan.close();
        }
    }
}
