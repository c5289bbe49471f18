package io.lightmark.train;

import io.lightmark.nn.Weights;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The few steps of a run that validated best, best first; of equal ones the earlier. */
final class BestSteps {
    /** One step. */
    record Entry(long steps, double score, Weights weights) {}

    private static final Comparator<Entry> ORDER =
            Comparator.comparingDouble(Entry::score).thenComparingLong(Entry::steps);

    private final int kept;
    private final List<Entry> entries = new ArrayList<>();

    /** @param kept how many steps are kept */
    BestSteps(int kept) {
        this.kept = kept;
    }

    /** Takes a step in if it is one of the best; whether it was. */
    boolean offer(Entry entry) {
        entries.add(entry);
        entries.sort(ORDER);
        return entries.size() <= kept || !entries.remove(kept).equals(entry);
    }

    /** The best steps, best first. */
    List<Entry> entries() {
        return List.copyOf(entries);
    }
}
