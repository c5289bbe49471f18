package io.lightmark.backend.cuda.kernel;

import io.lightmark.op.Op;
import io.lightmark.op.Pass;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Collects what the steps of a program launch, in order, how much workspace the hungriest step needs, and the tables that
 * kernels read. Updates of parameters that follow one another become one launch.
 */
public final class Launches {
    private static final int ALIGNMENT = 256;

    private final List<Launch> all = new ArrayList<>();
    private final List<String> origins = new ArrayList<>();
    private final long workspace;
    private final long tables;
    private final ByteArrayOutputStream tableBytes = new ByteArrayOutputStream();
    private @Nullable UpdateTable updates;
    private String updatesOrigin = "";
    private String origin = "";
    private long used;
    private long greatest;

    /**
     * @param workspace device address of the workspace, which all steps share one after another
     * @param tables device address of the tables
     */
    public Launches(long workspace, long tables) {
        this.workspace = workspace;
        this.tables = tables;
    }

    /**
     * Appends the launches of one step, whose workspace begins empty.
     *
     * @param label where the step comes from
     * @param provider says what to launch
     */
    public void step(String label, Op op, Pass pass, CudaArrays arrays, StepProvider provider) {
        used = 0;
        origin = "'" + label + "', " + pass.name().toLowerCase(Locale.ROOT) + " of " + op.describe();
        provider.launch(op, pass, arrays, this);
    }

    /** All launches in order. */
    public List<Launch> all() {
        appendUpdates();
        return List.copyOf(all);
    }

    /** Which step each launch belongs to, for messages. */
    public List<String> origins() {
        appendUpdates();
        return List.copyOf(origins);
    }

    /** Bytes of workspace that the hungriest step reserved. */
    public long workspaceBytes() {
        return greatest;
    }

    /** What the memory of the tables must hold before a launch. */
    public byte[] tables() {
        appendUpdates();
        return tableBytes.toByteArray();
    }

    /** Begins a kernel call of the module {@code cuda-kernels/<module>.cu}. */
    public Call kernel(String module, String function) {
        return new Call(module, function);
    }

    /** Reserves workspace that lives until the end of this step; its contents are arbitrary. Returns its address. */
    public long workspace(long bytes) {
        long address = workspace + used;
        used += aligned(bytes);
        greatest = Math.max(greatest, used);
        return address;
    }

    /**
     * Appends a call of a library.
     *
     * @param function the library's function
     * @param enqueue makes the call, which puts work on the plan's stream
     */
    public void libraryCall(String function, Runnable enqueue) {
        append(new Launch.LibraryCall(function, enqueue));
    }

    /** Appends the update of a parameter, to the launch of those right before it if it can. */
    void update(UpdateTable.Kernel kernel, UpdateTable.Row row) {
        if (updates == null || !updates.join(kernel, row)) {
            appendUpdates();
            updates = new UpdateTable(kernel, List.of(row));
            updatesOrigin = origin;
        }
    }

    /** Appends a launch over a table. */
    void overTable(UpdateTable rows) {
        append(rows.launch(table(rows.rowBytes()), table(rows.pieceBytes())));
    }

    private void appendUpdates() {
        if (updates != null) {
            all.add(updates.launch(table(updates.rowBytes()), table(updates.pieceBytes())));
            origins.add(
                    updates.size() == 1
                            ? updatesOrigin
                            : updatesOrigin + ", and the updates behind it, together " + updates.size());
            updates = null;
        }
    }

    /** Appends a table and returns its address. */
    private long table(byte[] bytes) {
        long address = tables + tableBytes.size();
        tableBytes.writeBytes(Arrays.copyOf(bytes, Math.toIntExact(aligned(bytes.length))));
        return address;
    }

    private void append(Launch launch) {
        appendUpdates();
        all.add(launch);
        origins.add(origin);
    }

    private static long aligned(long bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** ⌈a / b⌉. */
    public static int ceilDiv(long a, long b) {
        return Math.toIntExact((a + b - 1) / b);
    }

    /** One kernel call under construction; {@link #launch()} appends it. */
    public final class Call {
        private final String module;
        private final String function;
        private final List<Launch.Argument> arguments = new ArrayList<>();
        private int gridX = 1;
        private int gridY = 1;
        private int gridZ = 1;
        private int threads = 1;

        private Call(String module, String function) {
            this.module = module;
            this.function = function;
        }

        /** Blocks in x and threads per block. */
        public Call over(int blocks, int threadsPerBlock) {
            return over(blocks, 1, 1, threadsPerBlock);
        }

        /** Blocks in x, y and z, and threads per block. */
        public Call over(int x, int y, int z, int threadsPerBlock) {
            gridX = x;
            gridY = y;
            gridZ = z;
            threads = threadsPerBlock;
            return this;
        }

        /** A pointer argument. */
        public Call pointer(long address) {
            arguments.add(new Launch.Address(address));
            return this;
        }

        /** An {@code int} argument. */
        public Call integer(int value) {
            arguments.add(new Launch.Int32(value));
            return this;
        }

        /** A {@code long long} argument. */
        public Call wide(long value) {
            arguments.add(new Launch.Int64(value));
            return this;
        }

        /** A {@code float} argument. */
        public Call real(float value) {
            arguments.add(new Launch.Float32(value));
            return this;
        }

        /** Appends the call. */
        public void launch() {
            append(new Launch.Kernel(module, function, gridX, gridY, gridZ, threads, arguments));
        }
    }
}
