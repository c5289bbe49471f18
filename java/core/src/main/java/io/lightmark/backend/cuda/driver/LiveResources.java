package io.lightmark.backend.cuda.driver;

import java.util.EnumMap;
import java.util.Map;

/** Counts what this process holds of the driver, so that a leak can be seen and named. */
public final class LiveResources {
    private static final Map<Kind, Long> COUNTS = new EnumMap<>(Kind.class);

    /** What can be held. */
    public enum Kind {
        CONTEXT,
        MODULE,
        STREAM,
        EVENT,
        GRAPH,
        CUDNN_HANDLE,
        CUDNN_DESCRIPTOR,
        DEVICE_BYTES,
        PINNED_BYTES
    }

    private LiveResources() {}

    /** What is held now; kinds of which nothing is held are missing. */
    public static synchronized Map<Kind, Long> held() {
        Map<Kind, Long> held = new EnumMap<>(COUNTS);
        held.values().removeIf(count -> count == 0);
        return held;
    }

    /** Counts something taken, or given back if the amount is negative. */
    public static synchronized void add(Kind kind, long amount) {
        COUNTS.merge(kind, amount, Long::sum);
    }
}
