package io.lightmark.backend.cuda.driver;

import static jcuda.driver.JCudaDriver.cuMemAlloc;
import static jcuda.driver.JCudaDriver.cuMemFree;
import static jcuda.driver.JCudaDriver.cuMemGetInfo;
import static jcuda.driver.JCudaDriver.cuMemcpyDtoHAsync;
import static jcuda.driver.JCudaDriver.cuMemcpyHtoDAsync;
import static jcuda.driver.JCudaDriver.cuMemsetD8Async;

import java.nio.ByteBuffer;
import jcuda.Pointer;
import jcuda.driver.CUdeviceptr;

/** Memory of the device. Host buffers of copies must be direct: JCuda stops the garbage collector for arrays. */
public final class DeviceMemory implements DeviceScope.Resource {
    /** A device pointer whose number can be read. */
    private static final class Address extends CUdeviceptr {
        long value() {
            return getNativePointer() + getByteOffset();
        }
    }

    private final Address address;
    private final long bytes;
    private final String purpose;
    private boolean closed;

    private DeviceMemory(Address address, long bytes, String purpose) {
        this.address = address;
        this.bytes = bytes;
        this.purpose = purpose;
    }

    /**
     * Reserves memory in the current context; its contents are arbitrary.
     *
     * @param purpose what for, for messages
     */
    public static DeviceMemory allocate(long bytes, String purpose) {
        Address address = new Address();
        long size = Math.max(bytes, 1);
        int code = Driver.answer("cuMemAlloc", () -> detail(size, purpose), () -> cuMemAlloc(address, size));
        if (code != DriverResult.SUCCESS) {
            throw Driver.failure("cuMemAlloc", detail(size, purpose) + room(), code);
        }
        LiveResources.add(LiveResources.Kind.DEVICE_BYTES, size);
        return new DeviceMemory(address, size, purpose);
    }

    /** The address of its first byte. */
    public long address() {
        return address.value();
    }

    /** Its size. */
    public long bytes() {
        return bytes;
    }

    /** Copies from the host in the order of a stream. */
    public void write(Stream stream, long offset, ByteBuffer source, int position, long length) {
        Driver.call(
                "cuMemcpyHtoDAsync",
                () -> detail(offset, length),
                () -> cuMemcpyHtoDAsync(at(offset, length), host(source, position, length), length, stream.handle()));
    }

    /** Copies to the host in the order of a stream. */
    public void read(Stream stream, long offset, ByteBuffer target, int position, long length) {
        Driver.call(
                "cuMemcpyDtoHAsync",
                () -> detail(offset, length),
                () -> cuMemcpyDtoHAsync(host(target, position, length), at(offset, length), length, stream.handle()));
    }

    /** Sets bytes in the order of a stream. */
    public void fill(Stream stream, long offset, long length, byte value) {
        Driver.call(
                "cuMemsetD8Async",
                () -> detail(offset, length),
                () -> cuMemsetD8Async(at(offset, length), value, length, stream.handle()));
    }

    private static String detail(long bytes, String purpose) {
        return bytes + " bytes for " + purpose;
    }

    /** What the device has left and what of it this process holds, for messages; empty when the driver does not say. */
    private static String room() {
        long[] free = new long[1];
        long[] total = new long[1];
        int code = Driver.answer("cuMemGetInfo", () -> "the device's memory", () -> cuMemGetInfo(free, total));
        long held = LiveResources.held().getOrDefault(LiveResources.Kind.DEVICE_BYTES, 0L);
        return code == DriverResult.SUCCESS
                ? " (" + free[0] + " of " + total[0] + " bytes are free; this process holds " + held + ")"
                : "";
    }

    private CUdeviceptr at(long offset, long length) {
        if (offset < 0 || length < 0 || offset + length > bytes) {
            throw new IllegalArgumentException("Expected a range inside " + bytes + " bytes of " + purpose
                    + ", received " + detail(offset, length) + ". Fix: check the plan's layout.");
        }
        return address.withByteOffset(offset);
    }

    private static Pointer host(ByteBuffer buffer, int position, long length) {
        if (!buffer.isDirect() || position < 0 || position + length > buffer.capacity()) {
            throw new IllegalArgumentException("Expected " + length + " bytes of a direct buffer at " + position
                    + ", received " + buffer + ". Fix: allocate it direct and large enough.");
        }
        return Pointer.to(buffer.duplicate().clear()).withByteOffset(position);
    }

    private String detail(long offset, long length) {
        return length + " bytes at offset " + offset + " of " + purpose;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            LiveResources.add(LiveResources.Kind.DEVICE_BYTES, -bytes);
            Driver.release("cuMemFree", () -> bytes + " bytes of " + purpose, () -> cuMemFree(address));
        }
    }
}
