package io.lightmark.backend.cuda.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Work on many parameters by one launch, such as their updates; {@code cuda-kernels/update_table.cuh}. A network has some
 * hundred parameters, most of them so small that a launch of its own would take longer than the work.
 */
final class UpdateTable {
    /** Elements of a parameter that a block takes. */
    private static final int ELEMENTS_PER_BLOCK = 4096;

    private static final int THREADS = 256;

    /**
     * The kernel that does the work.
     *
     * @param module its module
     * @param function its name; its first arguments are the rows and the pieces
     * @param shared addresses of what all parameters read alike, the kernel's further arguments
     */
    record Kernel(String module, String function, List<Long> shared) {}

    /**
     * The work on one parameter.
     *
     * @param elements number of elements
     * @param read addresses of what it reads only
     * @param written addresses of what it writes
     * @param fields the row as the kernel declares it, in 8 bytes per address and 4 per number
     */
    record Row(int elements, Set<Long> read, Set<Long> written, List<Launch.Argument> fields) {}

    private final Kernel kernel;
    private final List<Row> rows = new ArrayList<>();
    private final Set<Long> read = new HashSet<>();
    private final Set<Long> written = new HashSet<>();

    /** A table of rows that may all run at the same time. */
    UpdateTable(Kernel kernel, List<Row> rows) {
        this.kernel = kernel;
        rows.forEach(this::add);
    }

    private void add(Row row) {
        rows.add(row);
        read.addAll(row.read());
        written.addAll(row.written());
    }

    /** Adds an update if it is one of this kernel and may run at the same time as those before it. */
    boolean join(Kernel other, Row row) {
        boolean joins = kernel.equals(other) && isIndependent(row);
        if (joins) {
            add(row);
        }
        return joins;
    }

    private boolean isIndependent(Row row) {
        return row.written().stream().noneMatch(address -> read.contains(address) || written.contains(address))
                && row.read().stream().noneMatch(written::contains);
    }

    /** How many updates it holds. */
    int size() {
        return rows.size();
    }

    /** The rows as the kernel reads them. */
    byte[] rowBytes() {
        int bytes = rows.stream()
                .flatMap(row -> row.fields().stream())
                .mapToInt(UpdateTable::bytes)
                .sum();
        ByteBuffer table = ByteBuffer.allocate(bytes).order(ByteOrder.nativeOrder());
        rows.forEach(row -> row.fields().forEach(field -> put(table, field)));
        return table.array();
    }

    /** For each block, the number of its row and its first element. */
    byte[] pieceBytes() {
        ByteBuffer pieces = ByteBuffer.allocate(blocks() * 2 * Integer.BYTES).order(ByteOrder.nativeOrder());
        for (int row = 0; row < rows.size(); row++) {
            for (int piece = 0; piece < blocks(rows.get(row)); piece++) {
                pieces.putInt(row).putInt(piece * ELEMENTS_PER_BLOCK);
            }
        }
        return pieces.array();
    }

    /** The launch over all rows, from the addresses of the rows and the pieces. */
    Launch launch(long rowAddress, long pieceAddress) {
        List<Launch.Argument> arguments = new ArrayList<>();
        arguments.add(new Launch.Address(rowAddress));
        arguments.add(new Launch.Address(pieceAddress));
        kernel.shared().forEach(address -> arguments.add(new Launch.Address(address)));
        return new Launch.Kernel(kernel.module(), kernel.function(), blocks(), 1, 1, THREADS, arguments);
    }

    private int blocks() {
        return blocks(rows);
    }

    /** How many blocks a launch over rows has. */
    static int blocks(List<Row> rows) {
        return rows.stream().mapToInt(UpdateTable::blocks).reduce(0, Math::addExact);
    }

    private static int blocks(Row row) {
        return Launches.ceilDiv(row.elements(), ELEMENTS_PER_BLOCK);
    }

    private static int bytes(Launch.Argument field) {
        return field instanceof Launch.Address || field instanceof Launch.Int64 ? Long.BYTES : Integer.BYTES;
    }

    private static void put(ByteBuffer table, Launch.Argument field) {
        if (field instanceof Launch.Address address) {
            table.putLong(address.value());
        } else if (field instanceof Launch.Int64 wide) {
            table.putLong(wide.value());
        } else if (field instanceof Launch.Int32 integer) {
            table.putInt(integer.value());
        } else if (field instanceof Launch.Float32 real) {
            table.putFloat(real.value());
        }
    }
}
