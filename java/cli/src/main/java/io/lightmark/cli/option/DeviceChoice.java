package io.lightmark.cli.option;

import io.lightmark.backend.Backend;
import io.lightmark.backend.cpu.CpuBackend;
import io.lightmark.backend.cpu.CpuOptions;
import io.lightmark.backend.reference.ReferenceBackend;

/** The devices that {@code --device} names. Nothing falls back silently: a device that is missing is a failure. */
public enum DeviceChoice {
    /** The fastest device there is: the CPU backend, as long as there is no other. */
    AUTO("the fastest backend here; there is no GPU backend yet") {
        @Override
        public Backend open(int threads) {
            return CPU.open(threads);
        }
    },
    /** Native kernels on the processor. */
    CPU("asked for") {
        @Override
        public Backend open(int threads) {
            return CpuBackend.open(CpuOptions.defaults().withThreads(threads));
        }
    },
    /** The slow, obvious oracle in plain Java. */
    REFERENCE("asked for; slow by design, one thread") {
        @Override
        public Backend open(int threads) {
            return new ReferenceBackend();
        }
    };

    private final String reason;

    DeviceChoice(String reason) {
        this.reason = reason;
    }

    /** Why this device is used, in a few words. */
    public String reason() {
        return reason;
    }

    /**
     * Opens the device; the caller closes it.
     *
     * @throws io.lightmark.error.DeviceException if it cannot be used
     */
    public abstract Backend open(int threads);
}
