package io.lightmark.backend.cuda.driver;

import io.lightmark.backend.cuda.kernel.Launch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import jcuda.NativePointerObject;
import jcuda.Pointer;

/** The arguments of a kernel call in direct memory, as the driver wants them: one pointer per value. */
final class KernelArguments {
    private static final int SLOT = 8;

    private final ByteBuffer values;
    private final Pointer pointers;

    KernelArguments(List<Launch.Argument> arguments) {
        values = ByteBuffer.allocateDirect(SLOT * Math.max(1, arguments.size())).order(ByteOrder.nativeOrder());
        NativePointerObject[] slots = new NativePointerObject[arguments.size()];
        for (int i = 0; i < slots.length; i++) {
            put(SLOT * i, arguments.get(i));
            slots[i] = Pointer.to(values).withByteOffset((long) SLOT * i);
        }
        pointers = Pointer.to(slots);
    }

    private void put(int at, Launch.Argument argument) {
        if (argument instanceof Launch.Address address) {
            values.putLong(at, address.value());
        } else if (argument instanceof Launch.Int32 number) {
            values.putInt(at, number.value());
        } else if (argument instanceof Launch.Int64 number) {
            values.putLong(at, number.value());
        } else if (argument instanceof Launch.Float32 number) {
            values.putFloat(at, number.value());
        }
    }

    Pointer pointers() {
        return pointers;
    }
}
