package io.lightmark.train;

/**
 * What becomes of a run's best steps at its end: their weights are averaged, the running statistics of the average are
 * measured anew, and the average is the result if it validates better than the best step alone.
 *
 * @param best number of steps that validated best, 1 for no average
 * @param recalibrationBatches batches of training pictures that the statistics are measured on, see {@link
 *     NormRecalibration}
 */
public record CheckpointAveraging(int best, int recalibrationBatches) {
    /** The best step alone. */
    public static final CheckpointAveraging NONE = new CheckpointAveraging(1, 1);

    public CheckpointAveraging {
        if (best < 1 || recalibrationBatches < 1) {
            throw new IllegalArgumentException("Expected at least one step to average and one batch to measure its"
                    + " statistics on, received " + best + " and " + recalibrationBatches + ". Fix: use 5 and 100.");
        }
    }

    /** Whether there is anything to average. */
    boolean averages() {
        return best > 1;
    }
}
