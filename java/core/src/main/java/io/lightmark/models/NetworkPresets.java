package io.lightmark.models;

import java.util.List;
import java.util.stream.Stream;

/** Networks to begin with: with 68 points each fits a model file of 15 MB, in either meaning of a megabyte. */
public final class NetworkPresets {
    private static final List<NetworkName> ALL = Stream.of(
                    "landmark-small@96", // 1 MB
                    "cascade48", // 1.1 MB; 1 MB with the five points that it was published for
                    "mobilenet-v3-small@112", // 6.7 MB
                    "mobilenet-v2@112", // 9.8 MB
                    "mobilenet-v1@112", // 13.5 MB
                    "mobilenet-v3-large-0.85@112", // 13.8 MB
                    "mobilenet-v3-large@112+trim1", // 14.4 MB
                    "mobilenet-v2-1.25@112", // 14.9 MB
                    "base-cnn@112", // 11.1 MB
                    "base-cnn@384") // 14.9 MB
            .map(NetworkName::parse)
            .toList();

    private NetworkPresets() {}

    /** The presets, all but the last at the side that their family has of its own. */
    public static List<NetworkName> all() {
        return ALL;
    }
}
