package io.lightmark.backend.cuda.driver;

import static jcuda.driver.JCudaDriver.cuMemHostRegister;
import static jcuda.driver.JCudaDriver.cuMemHostUnregister;

import java.nio.ByteBuffer;
import jcuda.Pointer;

/**
 * A direct buffer locked in physical memory, so that the device copies from and to it by itself. The memory stays Java's:
 * views of the buffer are safe to touch after it was unlocked.
 */
public final class PinnedBuffer implements DeviceScope.Resource {
    private final ByteBuffer buffer;
    private final Pointer pointer;
    private boolean closed;

    private PinnedBuffer(ByteBuffer buffer) {
        this.buffer = buffer;
        this.pointer = Pointer.to(buffer.duplicate().clear());
    }

    /** Locks a direct buffer. */
    public static PinnedBuffer of(ByteBuffer buffer) {
        PinnedBuffer pinned = new PinnedBuffer(buffer);
        Driver.call("cuMemHostRegister", pinned::detail, () -> cuMemHostRegister(pinned.pointer, buffer.capacity(), 0));
        LiveResources.add(LiveResources.Kind.PINNED_BYTES, buffer.capacity());
        return pinned;
    }

    private String detail() {
        return buffer.capacity() + " bytes of host memory";
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            LiveResources.add(LiveResources.Kind.PINNED_BYTES, -buffer.capacity());
            Driver.release("cuMemHostUnregister", this::detail, () -> cuMemHostUnregister(pointer));
        }
    }
}
