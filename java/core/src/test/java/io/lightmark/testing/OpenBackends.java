package io.lightmark.testing;

import io.lightmark.device.Devices;
import java.util.List;

/** The devices that library tests run on. */
public final class OpenBackends {
    private OpenBackends() {}

    /** Names for {@link Devices#open}. */
    public static List<String> names() {
        return List.of(Devices.REFERENCE, Devices.CPU);
    }
}
