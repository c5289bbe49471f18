package io.lightmark.train;

import io.lightmark.nn.Weights;

/** Judges weights on pictures that training does not see. */
@FunctionalInterface
public interface Validation {
    /** A score, lower is better. */
    double score(Weights weights);
}
