package io.lightmark.graph;

/**
 * What a plan costs: its memory and the work of one run.
 *
 * @param steps number of operations
 * @param multiplyAdds multiply-adds of convolutions and matrix products
 * @param bytesMoved bytes moved if every step reads and writes its operands once
 * @param parameterBytes weights
 * @param stateBytes what else outlives a run: optimiser moments
 * @param hostBytes host-visible inputs and outputs, guards included
 * @param arenaBytes everything else: weights, state, and transient values laid over each other
 * @param workspaceBytes what kernels need beyond their operands
 */
public record PlanReport(
        int steps,
        long multiplyAdds,
        long bytesMoved,
        long parameterBytes,
        long stateBytes,
        long hostBytes,
        long arenaBytes,
        long workspaceBytes) {

    /** The report of a program under its memory layout. */
    public static PlanReport of(Program program, MemoryLayout layout) {
        return new PlanReport(
                program.steps().size(),
                program.multiplyAdds(),
                program.bytesMoved(),
                bytes(program, Value.Role.PARAMETER),
                bytes(program, Value.Role.STATE),
                layout.hostBytes(),
                layout.arenaBytes(),
                0);
    }

    /** The same with the workspace that a backend's kernels turned out to need. */
    public PlanReport withWorkspaceBytes(long bytes) {
        return new PlanReport(
                steps, multiplyAdds, bytesMoved, parameterBytes, stateBytes, hostBytes, arenaBytes, bytes);
    }

    private static long bytes(Program program, Value.Role role) {
        return program.values(role).stream().mapToLong(Value::bytes).sum();
    }
}
