package io.lightmark.models;

import io.lightmark.nn.Network;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/** Networks by name, for a number of landmarks: what model files and the command line refer to. Immutable. */
public final class NetworkCatalogue {
    private static final NetworkCatalogue STANDARD = new NetworkCatalogue(Map.of("cascade48", Cascade48::network));

    private final Map<String, IntFunction<Network>> factories;

    private NetworkCatalogue(Map<String, IntFunction<Network>> factories) {
        this.factories = factories;
    }

    /** All networks of this library. */
    public static NetworkCatalogue standard() {
        return STANDARD;
    }

    /** This catalogue with one more network. */
    public NetworkCatalogue with(String name, IntFunction<Network> factory) {
        Map<String, IntFunction<Network>> more = new LinkedHashMap<>(factories);
        more.put(name, factory);
        return new NetworkCatalogue(more);
    }

    public Set<String> names() {
        return Set.copyOf(factories.keySet());
    }

    /**
     * The network of a name.
     *
     * @param points landmarks
     * @throws IllegalArgumentException if the name is unknown
     */
    public Network network(String name, int points) {
        IntFunction<Network> factory = factories.get(name);
        if (factory == null) {
            throw new IllegalArgumentException(
                    "Expected the name of a network, received '" + name + "'. Fix: use one of "
                            + factories.keySet().stream().sorted().toList() + ".");
        }
        if (points < 1 || points > 10_000) {
            throw new IllegalArgumentException(
                    "Expected 1 to 10000 landmarks, received " + points + ". Fix: check the data or the file.");
        }
        return factory.apply(points);
    }
}
