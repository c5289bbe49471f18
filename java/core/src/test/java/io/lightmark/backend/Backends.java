package io.lightmark.backend;

import io.lightmark.backend.reference.ReferenceBackend;
import java.util.List;
import java.util.function.Supplier;

/** The backends of this machine that must meet the contract. */
final class Backends {
    /** A backend and how to open it. */
    record Choice(String name, Supplier<Backend> open) {
        @Override
        public String toString() {
            return name;
        }
    }

    private Backends() {}

    /** The oracle itself, which must meet the contract of plans like any other. */
    static Choice reference() {
        return new Choice("reference", ReferenceBackend::new);
    }

    /** The backends that compute in float32 and are compared with the oracle. */
    static List<Choice> compared() {
        return List.of();
    }

    /** All of them. */
    static List<Choice> all() {
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(reference()), compared().stream())
                .toList();
    }
}
