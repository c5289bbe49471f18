package io.lightmark.backend.reference;

import io.lightmark.backend.Backend;
import io.lightmark.graph.Program;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The backend that all others are measured against: plain Java, every value a {@code double[]}, each operation as its
 * definition reads. It is slow on purpose; use it for checks, never for work.
 */
public final class ReferenceBackend implements Backend {
    private final Set<ReferencePlan> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    @Override
    public String name() {
        return "reference";
    }

    @Override
    public String describe() {
        return "plain Java in double precision, one thread: the oracle, not for speed";
    }

    @Override
    public ReferencePlan plan(Program program) {
        if (closed) {
            throw new IllegalStateException(
                    "Expected an open backend, received the closed backend 'reference'. Fix: make"
                            + " plans before closing it.");
        }
        ReferencePlan plan = new ReferencePlan(program, open::remove);
        open.add(plan);
        return plan;
    }

    @Override
    public void close() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("Expected all plans of backend 'reference' to be closed, received "
                    + open.size() + " open. Fix: close plans before their backend.");
        }
        closed = true;
    }
}
