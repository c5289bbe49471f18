package io.lightmark.train;

import io.lightmark.nn.Weights;

/** Judges weights on pictures that training does not see. */
@FunctionalInterface
public interface Validation {
    /** A score, lower is better. */
    double score(Weights weights);

    /**
     * A short text that identifies what is judged and how: a resumed run must judge as it did before. Empty for judges
     * that are always the same.
     */
    default String fingerprint() {
        return "";
    }
}
