package io.lightmark.backend.cuda.driver;

import static jcuda.driver.CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR;
import static jcuda.driver.CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR;
import static jcuda.driver.CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT;
import static jcuda.driver.JCudaDriver.cuDeviceGet;
import static jcuda.driver.JCudaDriver.cuDeviceGetAttribute;
import static jcuda.driver.JCudaDriver.cuDeviceGetCount;
import static jcuda.driver.JCudaDriver.cuDeviceGetName;
import static jcuda.driver.JCudaDriver.cuDeviceTotalMem;

import io.lightmark.error.DeviceException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import jcuda.driver.CUdevice;

/** A GPU of this machine. */
public final class Device {
    private static final int NAME_BYTES = 256;

    private final CUdevice handle;
    private final int ordinal;
    private final String name;
    private final int major;
    private final int minor;
    private final int multiprocessors;
    private final long memoryBytes;

    private Device(CUdevice handle, int ordinal) {
        this.handle = handle;
        this.ordinal = ordinal;
        this.name = nameOf(handle);
        this.major = attribute(CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR);
        this.minor = attribute(CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR);
        this.multiprocessors = attribute(CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT);
        long[] bytes = new long[1];
        Driver.call("cuDeviceTotalMem", () -> name, () -> cuDeviceTotalMem(bytes, handle));
        this.memoryBytes = bytes[0];
    }

    /** All GPUs that the driver shows. */
    public static List<Device> all(LoadedDriver driver) {
        List<Device> devices = new ArrayList<>();
        int count = count(driver);
        for (int ordinal = 0; ordinal < count; ordinal++) {
            devices.add(open(ordinal));
        }
        return List.copyOf(devices);
    }

    /** The GPU of this number, counted from 0. */
    public static Device of(LoadedDriver driver, int ordinal) {
        int count = count(driver);
        if (ordinal >= count) {
            throw noSuchDevice(ordinal, count);
        }
        return open(ordinal);
    }

    private static DeviceException noSuchDevice(int ordinal, int count) {
        String expected = "a CUDA device with number " + ordinal;
        return switch (count) {
            case 0 ->
                new DeviceException(
                        expected,
                        "no device",
                        "install a GPU, make it visible (CUDA_VISIBLE_DEVICES), or use --device cpu.");
            case 1 -> new DeviceException(expected, "device 0", "use --device cuda.");
            default ->
                new DeviceException(
                        expected, "devices 0 to " + (count - 1), "choose one of these with --device cuda:N.");
        };
    }

    private static int count(LoadedDriver driver) {
        driver.requireInitialized();
        int[] count = new int[1];
        Driver.call("cuDeviceGetCount", () -> "this machine", () -> cuDeviceGetCount(count));
        return count[0];
    }

    private static Device open(int ordinal) {
        CUdevice device = new CUdevice();
        Driver.call("cuDeviceGet", () -> "device " + ordinal, () -> cuDeviceGet(device, ordinal));
        return new Device(device, ordinal);
    }

    private static String nameOf(CUdevice device) {
        byte[] bytes = new byte[NAME_BYTES];
        Driver.call("cuDeviceGetName", () -> "a device", () -> cuDeviceGetName(bytes, bytes.length, device));
        int length = 0;
        while (length < bytes.length && bytes[length] != 0) {
            length++;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private int attribute(int attribute) {
        int[] value = new int[1];
        Driver.call(
                "cuDeviceGetAttribute",
                () -> "attribute " + attribute + " of " + name,
                () -> cuDeviceGetAttribute(value, attribute, handle));
        return value[0];
    }

    /** Its number among the GPUs of this machine, from 0. */
    public int ordinal() {
        return ordinal;
    }

    /** Its name: {@code NVIDIA GeForce GTX 1080}. */
    public String name() {
        return name;
    }

    /** The major part of its compute capability: 6 of sm_61. */
    public int major() {
        return major;
    }

    /** The minor part of its compute capability: 1 of sm_61. */
    public int minor() {
        return minor;
    }

    /** How many multiprocessors it has. */
    public int multiprocessors() {
        return multiprocessors;
    }

    /** Its memory. */
    public long memoryBytes() {
        return memoryBytes;
    }

    CUdevice handle() {
        return handle;
    }

    @Override
    public String toString() {
        return "device " + ordinal + " (" + name + ", sm_" + major + minor + ")";
    }
}
