package io.lightmark.device;

import io.lightmark.backend.Backend;
import io.lightmark.backend.cpu.CpuBackend;
import io.lightmark.backend.cpu.CpuOptions;
import io.lightmark.backend.cuda.CudaBackend;
import io.lightmark.backend.cuda.CudaOptions;
import io.lightmark.backend.cuda.cudnn.CudnnChoice;
import io.lightmark.backend.cuda.driver.LoadedDriver;
import io.lightmark.backend.reference.ReferenceBackend;
import io.lightmark.error.DeviceException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Opens a device by the name that the command line uses. Nothing is replaced silently: every choice has its reason. */
public final class Devices {
    /** System property: true to wait after every CUDA kernel, so that a failure names the kernel that caused it. */
    public static final String SYNCHRONOUS_PROPERTY = "lightmark.cuda.synchronous";

    /**
     * System property: when cuDNN does a step, {@code off}, {@code measured} or {@code forced}. Without it off: what
     * measures faster may differ from run to run, and with it the last bits of a resumed training.
     */
    public static final String CUDNN_PROPERTY = "lightmark.cuda.cudnn";

    /** The best device that this library can use here. */
    public static final String AUTO = "auto";

    /** The processor, with kernels of our own. */
    public static final String CPU = "cpu";

    /** The first NVIDIA GPU; {@code cuda:1} is the second, and so on. */
    public static final String CUDA = "cuda";

    /** The CUDA kernels on the processor, to test them: slow, and never chosen unless asked for. */
    public static final String CUDA_STAND_IN = "cuda:stand-in";

    /** The oracle: slow on purpose. */
    public static final String REFERENCE = "reference";

    private static final Pattern CUDA_NUMBER = Pattern.compile("cuda:(\\d{1,3})");

    private static final List<String> NAMES = List.of(AUTO, CPU, CUDA, CUDA_STAND_IN, REFERENCE);

    /**
     * An open device.
     *
     * @param backend to be closed by the caller
     * @param reason one line: what was chosen and why
     */
    public record Choice(Backend backend, String reason) {}

    private Devices() {}

    /** Whether {@link #open} takes this name. */
    public static boolean isName(String name) {
        return NAMES.contains(name) || CUDA_NUMBER.matcher(name).matches();
    }

    /** The names that {@link #open} takes, beside {@code cuda:0}, {@code cuda:1} and so on. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * Opens a device.
     *
     * @param name one of {@link #names()}, or {@code cuda:N}
     * @param threads threads of the processor; 0 for all of them
     * @throws IllegalArgumentException for another name or a negative number of threads
     * @throws io.lightmark.error.DeviceException if the device cannot be used here
     */
    public static Choice open(String name, int threads) {
        if (threads < 0) {
            throw new IllegalArgumentException(
                    "Expected at least 0 threads, received " + threads + ". Fix: use 0 for all processors.");
        }
        return switch (name) {
            case AUTO -> auto(threads);
            case CPU -> cpu(threads, "as asked");
            case CUDA -> cuda(LoadedDriver.Kind.NVIDIA, 0, "as asked");
            case CUDA_STAND_IN -> cuda(LoadedDriver.Kind.STAND_IN, 0, "as asked");
            case REFERENCE -> reference();
            default -> numbered(name);
        };
    }

    private static Choice numbered(String name) {
        Matcher cuda = CUDA_NUMBER.matcher(name);
        if (!cuda.matches()) {
            throw new IllegalArgumentException(
                    "Expected a device of " + NAMES + " or cuda:N, received '" + name + "'. Fix: use one of these.");
        }
        return cuda(LoadedDriver.Kind.NVIDIA, Integer.parseInt(cuda.group(1)), "as asked");
    }

    private static Choice auto(int threads) {
        if (!NvidiaHardware.isPresent()) {
            return cpu(threads, "no NVIDIA GPU here");
        }
        try {
            return cuda(LoadedDriver.Kind.NVIDIA, 0, "an NVIDIA GPU is here");
        } catch (DeviceException e) {
            return cpu(threads, "the NVIDIA GPU cannot be used: " + e.getMessage());
        }
    }

    private static Choice cuda(LoadedDriver.Kind driver, int device, String why) {
        boolean synchronous = Boolean.getBoolean(SYNCHRONOUS_PROPERTY);
        Backend backend = CudaBackend.open(new CudaOptions(driver, device, synchronous, cudnn()));
        return new Choice(backend, backend.name() + " (" + why + "): " + backend.describe());
    }

    private static CudnnChoice cudnn() {
        String text = System.getProperty(CUDNN_PROPERTY, "off");
        return switch (text) {
            case "off" -> CudnnChoice.OFF;
            case "measured" -> CudnnChoice.MEASURED;
            case "forced" -> CudnnChoice.FORCED;
            default ->
                throw new IllegalArgumentException("Expected -D" + CUDNN_PROPERTY
                        + " to be off, measured or forced, received '" + text + "'. Fix: use one of these.");
        };
    }

    private static Choice cpu(int threads, String why) {
        int all = Runtime.getRuntime().availableProcessors();
        Backend backend = CpuBackend.open(CpuOptions.defaults().withThreads(threads == 0 ? all : threads));
        return new Choice(backend, backend.name() + " (" + why + "): " + backend.describe());
    }

    private static Choice reference() {
        Backend backend = new ReferenceBackend();
        return new Choice(backend, backend.name() + " (as asked): " + backend.describe());
    }
}
