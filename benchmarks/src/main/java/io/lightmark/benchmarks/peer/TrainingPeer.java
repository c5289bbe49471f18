package io.lightmark.benchmarks.peer;

import io.lightmark.benchmarks.TrainingProblem;
import io.lightmark.benchmarks.measure.Contender;
import java.util.Optional;

/** A runtime that can train a network; one run of its contender is one step, its result the step's loss. */
public interface TrainingPeer {
    /** Name on the command line and in files. */
    String name();

    /** Why this machine cannot run the peer, or empty if it can. */
    Optional<String> missing();

    /** Makes a problem ready. */
    Contender prepare(TrainingProblem problem, int threads);
}
