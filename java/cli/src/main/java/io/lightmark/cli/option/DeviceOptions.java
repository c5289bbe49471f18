package io.lightmark.cli.option;

import io.lightmark.backend.Backend;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --device} and {@code --threads}: where the arithmetic happens. */
public final class DeviceOptions {
    private static final int MOST_THREADS = 256;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            defaultValue = "auto",
            description = {"Where to compute: auto, cpu, or reference (plain Java, slow, for checking)."})
    private DeviceChoice device = DeviceChoice.AUTO;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "0",
            description = "Threads to compute and to decode with; 0 means one per processor.")
    private int threads;

    /** Threads asked for, or one per processor. */
    public int threads() {
        if (threads < 0 || threads > MOST_THREADS) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Expected 0 to " + MOST_THREADS + " threads, received " + threads
                            + ". Fix: use 0 for one per processor.");
        }
        return threads == 0 ? Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()) : threads;
    }

    /** Opens the device for work on many pictures and says in one line which and why; the caller closes it. */
    public Backend open() {
        return open(threads());
    }

    /** Opens the device for single pictures: one thread unless told otherwise, since threads would wait for each other. */
    public Backend openForSinglePictures() {
        int asked = threads();
        return open(threads == 0 ? 1 : asked);
    }

    private Backend open(int count) {
        Backend backend = device.open(count);
        CommandLine line = spec.commandLine();
        PrintWriter err = line.getErr();
        err.println("device: " + backend.describe() + " (" + device.reason() + ")");
        err.flush();
        return backend;
    }
}
