package io.lightmark.benchmarks.task;

import io.lightmark.benchmarks.measure.Contender;
import java.util.ArrayList;
import java.util.List;

/** Contenders of one comparison, closed together; adding one takes it over. */
final class Contenders<C extends Contender> implements AutoCloseable {
    private final List<C> all = new ArrayList<>();

    C add(C contender) {
        all.add(contender);
        return contender;
    }

    List<C> all() {
        return List.copyOf(all);
    }

    @Override
    public void close() {
        RuntimeException failure = null;
        for (C contender : all) {
            try {
                contender.close();
            } catch (RuntimeException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
