package io.lightmark.models;

import io.lightmark.nn.Network;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Networks by name, for a number of landmarks: what model files and the command line refer to. The names of the library's
 * own networks follow {@link NetworkName}; others can be added one by one. Immutable.
 */
public final class NetworkCatalogue {
    private static final NetworkCatalogue STANDARD = new NetworkCatalogue(Map.of());
    private static final int MOST_POINTS = 10_000;

    private final Map<String, IntFunction<Network>> factories;

    private NetworkCatalogue(Map<String, IntFunction<Network>> factories) {
        this.factories = factories;
    }

    /** All networks of this library. */
    public static NetworkCatalogue standard() {
        return STANDARD;
    }

    /** This catalogue with one more network, whose factory is asked before names are taken apart. */
    public NetworkCatalogue with(String name, IntFunction<Network> factory) {
        Map<String, IntFunction<Network>> more = new LinkedHashMap<>(factories);
        more.put(name, factory);
        return new NetworkCatalogue(more);
    }

    /**
     * The network of a name.
     *
     * @param points landmarks
     * @throws IllegalArgumentException if the name is unknown or the network cannot be built
     */
    public Network network(String name, int points) {
        IntFunction<Network> factory = factories.get(name);
        return factory != null
                ? factory.apply(requirePoints(points))
                : NetworkName.parse(name).network(points);
    }

    /** A number of landmarks that networks can have, or an IllegalArgumentException. */
    static int requirePoints(int points) {
        if (points < 1 || points > MOST_POINTS) {
            throw new IllegalArgumentException("Expected 1 to " + MOST_POINTS + " landmarks, received " + points
                    + ". Fix: check the data or the file.");
        }
        return points;
    }
}
