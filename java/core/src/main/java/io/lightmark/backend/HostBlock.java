package io.lightmark.backend;

import io.lightmark.error.DeviceException;
import io.lightmark.graph.MemoryLayout;
import io.lightmark.graph.Program;
import io.lightmark.graph.Value;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The inputs and outputs of a program in one direct buffer in native order, whose memory stays safe to touch as long as
 * any view of it is reachable. It begins on a page, so that a device may lock it in place. The bytes between values are
 * guards: filled once, never written again.
 */
public final class HostBlock {
    private static final byte FILL = (byte) 0xff;
    private static final byte[] FILLING = new byte[4096];

    static {
        Arrays.fill(FILLING, FILL);
    }

    private final ByteBuffer bytes;
    /** By their place. */
    private final List<Value> values;

    private final MemoryLayout layout;

    public HostBlock(Program program, MemoryLayout layout) {
        this.layout = layout;
        this.values = program.values().stream()
                .filter(value -> value.role().isHostVisible())
                .sorted(Comparator.comparingLong(layout::offset))
                .toList();
        this.bytes = allocate(layout.hostBytes());
        fillGuards();
    }

    private static ByteBuffer allocate(long size) {
        if (size > Integer.MAX_VALUE - 2 * MemoryLayout.PAGE) {
            throw new IllegalArgumentException("Expected inputs and outputs below 2 GiB in all, received " + size
                    + " bytes. Fix: use a smaller batch or source block.");
        }
        try {
            int pages = (int) ((size + MemoryLayout.PAGE - 1) / MemoryLayout.PAGE);
            return ByteBuffer.allocateDirect((pages + 1) * MemoryLayout.PAGE)
                    .alignedSlice(MemoryLayout.PAGE)
                    .slice(0, (int) size);
        } catch (OutOfMemoryError e) {
            throw new DeviceException(
                    size + " bytes of memory for inputs and outputs",
                    "'" + e.getMessage() + "'",
                    "use a smaller batch or source block, or raise -XX:MaxDirectMemorySize.",
                    e);
        }
    }

    /** The whole block, for the native side; position 0. */
    public ByteBuffer bytes() {
        return bytes;
    }

    /** The part behind the resident inputs, which runs exchange with a device; it begins on a page. */
    public ByteBuffer exchanged() {
        int begin = values.stream()
                .filter(value -> value.role() == Value.Role.INPUT || value.role() == Value.Role.OUTPUT)
                .mapToInt(this::offset)
                .min()
                .orElse(0);
        int page = begin / MemoryLayout.PAGE * MemoryLayout.PAGE;
        return bytes.slice(page, bytes.capacity() - page);
    }

    /** A view of one value. */
    public ByteBuffer buffer(Value value) {
        return bytes.slice(offset(value), size(value)).order(ByteOrder.nativeOrder());
    }

    /** Fills all outputs with NaN. */
    public void poisonOutputs() {
        for (Value value : values) {
            if (value.role() == Value.Role.OUTPUT) {
                fill(offset(value), size(value));
            }
        }
    }

    /** The offset of the first guard byte that has changed, -1 if none has. */
    public int damagedGuard() {
        int next = 0;
        for (Value value : values) {
            int damaged = firstChanged(next, offset(value));
            if (damaged >= 0) {
                return damaged;
            }
            next = offset(value) + size(value);
        }
        return firstChanged(next, bytes.capacity());
    }

    private int firstChanged(int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes.get(i) != FILL) {
                return i;
            }
        }
        return -1;
    }

    /** Values need no filling: a direct buffer begins as zeros. */
    private void fillGuards() {
        int next = 0;
        for (Value value : values) {
            fill(next, offset(value) - next);
            next = offset(value) + size(value);
        }
        fill(next, bytes.capacity() - next);
    }

    private void fill(int from, int length) {
        for (int done = 0; done < length; done += FILLING.length) {
            bytes.put(from + done, FILLING, 0, Math.min(FILLING.length, length - done));
        }
    }

    private int offset(Value value) {
        return (int) layout.offset(value);
    }

    private static int size(Value value) {
        return (int) value.bytes();
    }
}
