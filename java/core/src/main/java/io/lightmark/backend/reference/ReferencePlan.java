package io.lightmark.backend.reference;

import io.lightmark.backend.Plan;
import io.lightmark.backend.PlanValues;
import io.lightmark.graph.MemoryLayout;
import io.lightmark.graph.PlanReport;
import io.lightmark.graph.Program;
import io.lightmark.graph.Step;
import io.lightmark.graph.Value;
import io.lightmark.op.Op;
import io.lightmark.op.Operand;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A program with one {@code double[]} per value. A run converts the inputs to double, computes every step, and rounds
 * whatever outlives it — outputs, weights, state — to float32, so that a plan whose weights and state were read and
 * written into another goes on with the same bits there.
 *
 * <p>Checks that need more than float32 precision write and read {@link #values} and run {@link #runSteps()}, which
 * converts nothing.
 */
public final class ReferencePlan implements Plan {
    /** One step with its kernel and arrays. */
    private record BoundStep(ReferenceKernel<Op> kernel, Step step, OperandArrays arrays) {
        void run() {
            kernel.run(step.op(), step.pass(), arrays);
        }
    }

    private final Program program;
    private final PlanReport report;
    private final Consumer<ReferencePlan> onClose;
    private final List<double[]> arrays = new ArrayList<>();
    private final Map<Integer, ByteBuffer> hostBuffers = new HashMap<>();
    private final List<BoundStep> steps = new ArrayList<>();
    private boolean closed;

    ReferencePlan(Program program, Consumer<ReferencePlan> onClose) {
        this.program = program;
        this.report = PlanReport.of(program, MemoryLayout.of(program));
        this.onClose = onClose;
        for (Value value : program.values()) {
            arrays.add(new double[value.shape().length()]);
            if (value.role().isHostVisible()) {
                int bytes = Math.toIntExact(value.bytes());
                hostBuffers.put(value.id(), ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()));
            }
        }
        for (Step step : program.steps()) {
            steps.add(bind(step));
        }
    }

    private BoundStep bind(Step step) {
        List<Operand> operands = step.op().operands(step.pass());
        Map<String, double[]> byName = new HashMap<>();
        for (int i = 0; i < operands.size(); i++) {
            Operand operand = operands.get(i);
            int id = step.values().get(i);
            byName.put(
                    operand.name(),
                    id == Step.OMITTED ? new double[operand.shape().length()] : arrays.get(id));
        }
        return new BoundStep(ReferenceKernels.of(step.op()), step, new OperandArrays(byName));
    }

    @Override
    public Program program() {
        requireOpen();
        return program;
    }

    @Override
    public PlanReport report() {
        requireOpen();
        return report;
    }

    @Override
    public ByteBuffer buffer(Value value) {
        requireOpen();
        PlanValues.requireBuffer(program, value);
        return Objects.requireNonNull(hostBuffers.get(value.id())).duplicate().order(ByteOrder.nativeOrder());
    }

    /** Every run reads all inputs again. */
    @Override
    public void upload(Value value) {
        requireOpen();
        PlanValues.requireUploadable(program, value);
    }

    @Override
    public void write(Value value, float[] data) {
        requireOpen();
        PlanValues.requireWritable(program, value, data);
        if (value.role().isInput()) {
            buffer(value).asFloatBuffer().put(data);
            return;
        }
        double[] array = arrays.get(value.id());
        for (int i = 0; i < data.length; i++) {
            array[i] = data[i];
        }
    }

    @Override
    public void read(Value value, float[] data) {
        requireOpen();
        PlanValues.requireReadable(program, value, data);
        if (value.role() == Value.Role.OUTPUT) {
            buffer(value).asFloatBuffer().get(data);
            return;
        }
        double[] array = arrays.get(value.id());
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) array[i];
        }
    }

    @Override
    public void run() {
        requireOpen();
        program.values(Value.Role.RESIDENT).forEach(this::load);
        program.values(Value.Role.INPUT).forEach(this::load);
        runSteps();
        program.values(Value.Role.OUTPUT).forEach(this::store);
        program.values(Value.Role.PARAMETER).forEach(this::round);
        program.values(Value.Role.STATE).forEach(this::round);
    }

    private void round(Value value) {
        double[] array = arrays.get(value.id());
        for (int i = 0; i < array.length; i++) {
            array[i] = (float) array[i];
        }
    }

    /** Runs all steps on the doubles as they are: inputs come from {@link #values}, not from their buffers. */
    public void runSteps() {
        requireOpen();
        steps.forEach(BoundStep::run);
    }

    /** The live elements of a value of any role, transient ones included. */
    public double[] values(Value value) {
        requireOpen();
        PlanValues.requireOwn(program, value);
        return arrays.get(value.id());
    }

    @Override
    public void close() {
        closed = true;
        onClose.accept(this);
    }

    private void load(Value value) {
        ByteBuffer buffer = buffer(value);
        double[] array = arrays.get(value.id());
        for (int i = 0; i < array.length; i++) {
            array[i] = switch (value.dtype()) {
                case F32 -> buffer.getFloat();
                case U8 -> buffer.get() & 0xff;
                case I32 -> buffer.getInt();
                case I64 -> buffer.getLong();
            };
        }
    }

    private void store(Value value) {
        ByteBuffer buffer = buffer(value);
        for (double element : arrays.get(value.id())) {
            switch (value.dtype()) {
                case F32 -> buffer.putFloat((float) element);
                case U8 -> buffer.put((byte) (int) element);
                case I32 -> buffer.putInt((int) element);
                case I64 -> buffer.putLong((long) element);
            }
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException(
                    "Expected an open plan, received a closed one. Fix: use the plan before closing it.");
        }
    }
}
