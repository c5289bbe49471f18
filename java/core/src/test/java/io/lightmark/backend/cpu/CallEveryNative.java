package io.lightmark.backend.cpu;

import io.lightmark.graph.Program;
import io.lightmark.graph.Value;
import io.lightmark.op.Add;
import io.lightmark.op.Pass;
import io.lightmark.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.Map;

/** Runs in a child: calls every function of {@link NativeLightmark}, also one that fails, and prints one line. */
final class CallEveryNative {
    private CallEveryNative() {}

    public static void main(String[] args) {
        Shape shape = Shape.of(3);
        Program.Builder program = new Program.Builder();
        Value a = program.value("a", shape, Value.Role.PARAMETER);
        Value y = program.value("y", shape, Value.Role.OUTPUT);
        program.step("twice", new Add(shape), Pass.FORWARD, Map.of("a", a, "b", a, "y", y));
        float[] result = new float[3];
        try (CpuBackend backend = CpuBackend.open(CpuOptions.defaults());
                CpuPlan plan = backend.plan(program.build())) {
            plan.write(a, new float[] {1, 2, 3});
            plan.poison();
            plan.run();
            plan.checkGuards();
            plan.read(a, new float[3]);
            plan.read(y, result);
        }
        long pool = NativeLightmark.poolCreate(1);
        long refused = NativeLightmark.planCreate(pool, 0, new long[] {1, 2}, 2, ByteBuffer.allocateDirect(64), 64, 64);
        String error = NativeLightmark.lastError();
        NativeLightmark.poolDestroy(pool);
        System.out.println(result[2] + " " + refused + " " + error + " " + NativeLightmark.liveBytes());
    }
}
