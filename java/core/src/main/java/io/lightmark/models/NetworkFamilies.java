package io.lightmark.models;

import java.util.List;
import java.util.Optional;

/** All families of networks that this library knows. */
public final class NetworkFamilies {
    private static final List<NetworkFamily> ALL = List.of(
            Cascade48.FAMILY,
            BaseCnn.FAMILY,
            MobileNetV1.FAMILY,
            MobileNetV2.FAMILY,
            MobileNetV3.SMALL,
            MobileNetV3.LARGE,
            LandmarkSmall.FAMILY);

    private NetworkFamilies() {}

    /** The families in the order in which lists show them. */
    public static List<NetworkFamily> all() {
        return ALL;
    }

    /** The family of a name without width, side and options. */
    public static Optional<NetworkFamily> find(String name) {
        return ALL.stream().filter(family -> family.name().equals(name)).findFirst();
    }

    static List<String> names() {
        return ALL.stream().map(NetworkFamily::name).toList();
    }
}
