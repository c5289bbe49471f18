package io.lightmark.device;

import io.lightmark.backend.Backend;
import io.lightmark.backend.cpu.CpuBackend;
import io.lightmark.backend.cpu.CpuOptions;
import io.lightmark.backend.reference.ReferenceBackend;
import java.util.List;

/** Opens a device by the name that the command line uses. Nothing is replaced silently: every choice has its reason. */
public final class Devices {
    /** The best device that this library can use here. */
    public static final String AUTO = "auto";

    /** The processor, with kernels of our own. */
    public static final String CPU = "cpu";

    /** The oracle: slow on purpose. */
    public static final String REFERENCE = "reference";

    private static final List<String> NAMES = List.of(AUTO, CPU, REFERENCE);

    /**
     * An open device.
     *
     * @param backend to be closed by the caller
     * @param reason one line: what was chosen and why
     */
    public record Choice(Backend backend, String reason) {}

    private Devices() {}

    /** The names that {@link #open} takes. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * Opens a device.
     *
     * @param name one of {@link #names()}
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
            case AUTO -> cpu(threads, "the only fast device of this version");
            case CPU -> cpu(threads, "as asked");
            case REFERENCE -> reference();
            default ->
                throw new IllegalArgumentException(
                        "Expected a device of " + NAMES + ", received '" + name + "'. Fix: use one of these.");
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
