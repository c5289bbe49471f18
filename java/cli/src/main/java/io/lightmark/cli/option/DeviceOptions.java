package io.lightmark.cli.option;

import io.lightmark.backend.Backend;
import io.lightmark.device.Devices;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code --device} and {@code --threads}: where the arithmetic happens. */
public final class DeviceOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            defaultValue = Devices.AUTO,
            converter = KnownDevice.class,
            description =
                    "Where to compute: auto, cpu, cuda or cuda:N (an NVIDIA GPU), reference (plain Java, slow, for"
                            + " checking), cuda:stand-in (the CUDA kernels on the processor, slow, for checking).")
    private String device = Devices.AUTO;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "0",
            converter = ThreadCount.class,
            description = "Threads to compute and to decode with; 0 means one per processor.")
    private int threads;

    /** Threads asked for, or one per processor. */
    public int threads() {
        return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }

    /** Opens the device for work on many pictures and says in one line which and why; the caller closes it. */
    public Backend open() {
        return open(threads);
    }

    /** Opens the device for single pictures: one thread unless told otherwise, since threads would wait for each other. */
    public Backend openForSinglePictures() {
        return open(threads == 0 ? 1 : threads);
    }

    /** Opens the device with one thread, however many were asked for: for figures that are said to be of one thread. */
    public Backend openForOneThread() {
        return open(1);
    }

    private Backend open(int count) {
        Devices.Choice choice = Devices.open(device, count);
        PrintWriter err = spec.commandLine().getErr();
        err.println("device: " + choice.reason());
        err.flush();
        return choice.backend();
    }
}
