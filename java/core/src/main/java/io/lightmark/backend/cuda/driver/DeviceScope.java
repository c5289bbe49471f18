package io.lightmark.backend.cuda.driver;

import java.util.ArrayDeque;
import java.util.Deque;

/** Owns resources of the driver and closes them in the reverse order, all of them even if one fails. */
public final class DeviceScope implements AutoCloseable {
    private final Deque<Resource> owned = new ArrayDeque<>();

    /** Something of the driver that must be given back. */
    public interface Resource extends AutoCloseable {
        @Override
        void close();
    }

    /** Takes over a resource and returns it. */
    public <R extends Resource> R own(R resource) {
        owned.push(resource);
        return resource;
    }

    @Override
    public void close() {
        RuntimeException failure = null;
        while (!owned.isEmpty()) {
            try {
                owned.pop().close();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
