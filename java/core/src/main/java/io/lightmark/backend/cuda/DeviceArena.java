package io.lightmark.backend.cuda;

import io.lightmark.backend.cuda.driver.DeviceMemory;
import io.lightmark.backend.cuda.driver.Stream;
import io.lightmark.graph.MemoryLayout;
import io.lightmark.graph.Program;
import io.lightmark.graph.Value;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The values of a program in one block of device memory, with guard bytes in all places that no value covers. Weights
 * and state begin as zeros.
 */
final class DeviceArena {
    /** A NaN in every float, and a byte that no count or picture is likely to hold in a row. */
    private static final byte FILL = (byte) 0xff;

    private static final int STAGING_BYTES = 1 << 20;

    private final DeviceMemory memory;
    private final Stream stream;
    private final List<Value> values;
    private final ToLongFunction<Value> offset;
    private final ByteBuffer staging;

    private DeviceArena(DeviceMemory memory, Stream stream, List<Value> values, ToLongFunction<Value> offset) {
        this.memory = memory;
        this.stream = stream;
        this.offset = offset;
        this.values = values.stream().sorted(Comparator.comparingLong(offset)).toList();
        this.staging = ByteBuffer.allocateDirect((int) Math.min(STAGING_BYTES, memory.bytes()))
                .order(ByteOrder.nativeOrder());
        memory.fill(stream, 0, memory.bytes(), FILL);
        for (Value value : this.values) {
            if (value.role().isPersistent()) {
                memory.fill(stream, offset.applyAsLong(value), value.bytes(), (byte) 0);
            }
        }
        stream.synchronize("the first contents of a plan's memory");
    }

    /** The block for everything that no host buffer holds. */
    static DeviceArena inner(DeviceMemory memory, Stream stream, Program program, MemoryLayout layout) {
        List<Value> inner = program.values().stream()
                .filter(value -> !value.role().isHostVisible())
                .toList();
        return new DeviceArena(memory, stream, inner, layout::offset);
    }

    /** The block that mirrors the host block. */
    static DeviceArena mirror(DeviceMemory memory, Stream stream, Program program, MemoryLayout layout) {
        List<Value> visible = program.values().stream()
                .filter(value -> value.role().isHostVisible())
                .toList();
        return new DeviceArena(memory, stream, visible, layout::offset);
    }

    /** The device address of a value. */
    long address(Value value) {
        return memory.address() + offset.applyAsLong(value);
    }

    /** Sets a float32 value. */
    void write(Value value, float[] data) {
        int chunk = staging.capacity() / Float.BYTES;
        for (int done = 0; done < data.length; done += chunk) {
            int count = Math.min(chunk, data.length - done);
            staging.asFloatBuffer().put(data, done, count);
            long at = offset.applyAsLong(value) + (long) done * Float.BYTES;
            memory.write(stream, at, staging, 0, (long) count * Float.BYTES);
            stream.synchronize("the copy of '" + value.name() + "' to the device");
        }
    }

    /** Reads a float32 value. */
    void read(Value value, float[] data) {
        int chunk = staging.capacity() / Float.BYTES;
        for (int done = 0; done < data.length; done += chunk) {
            int count = Math.min(chunk, data.length - done);
            long at = offset.applyAsLong(value) + (long) done * Float.BYTES;
            memory.read(stream, at, staging, 0, (long) count * Float.BYTES);
            stream.synchronize("the copy of '" + value.name() + "' from the device");
            staging.asFloatBuffer().get(data, done, count);
        }
    }

    /** Fills what no run keeps with NaN. */
    void poison() {
        for (Value value : values) {
            if (!value.role().isPersistent() || value.role() == Value.Role.OUTPUT) {
                memory.fill(stream, offset.applyAsLong(value), value.bytes(), FILL);
            }
        }
        stream.synchronize("the marking of unwritten values");
    }

    /** The offset of the first guard byte that has changed, -1 if none has. */
    long damagedGuard() {
        long covered = 0;
        for (Value value : values) {
            long begin = offset.applyAsLong(value);
            long damaged = firstChanged(covered, begin);
            if (damaged >= 0) {
                return damaged;
            }
            covered = Math.max(covered, begin + value.bytes());
        }
        return firstChanged(covered, memory.bytes());
    }

    private long firstChanged(long from, long to) {
        for (long done = from; done < to; done += staging.capacity()) {
            int count = (int) Math.min(staging.capacity(), to - done);
            memory.read(stream, done, staging, 0, count);
            stream.synchronize("the check of guard bytes");
            for (int i = 0; i < count; i++) {
                if (staging.get(i) != FILL) {
                    return done + i;
                }
            }
        }
        return -1;
    }
}
