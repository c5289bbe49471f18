package io.lightmark.backend.cuda.driver;

import java.util.ArrayDeque;
import java.util.Deque;

/** Owns resources of the driver and closes them in the reverse order, all of them even if one fails. */
public final class DeviceScope implements AutoCloseable {
    /** Something of the driver that must be given back. */
    public interface Resource extends AutoCloseable {
        @Override
        void close();
    }

    private final Deque<Resource> owned = new ArrayDeque<>();

    /** Takes over a resource and returns it. */
    public <R extends Resource> R own(R resource) {
        owned.push(resource);
        return resource;
    }

    /** Closes something on the way out of a failure, which is the one that counts. */
    public static void closeAfter(Throwable failure, Resource resource) {
        try {
            resource.close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
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
