package io.lightmark.train;

/**
 * What a recipe adds to plain descent.
 *
 * @param averageDecay decay of the moving averages of all weights, running statistics included, see {@link
 *     io.lightmark.op.MovingAverage}; with one, validation and results take the averages. 0 for none
 */
public record Refinement(float averageDecay) {
    /** Plain descent. */
    public static final Refinement NONE = new Refinement(0);

    public Refinement {
        if (!(averageDecay >= 0 && averageDecay < 1)) {
            throw new IllegalArgumentException(
                    "Expected a decay from 0 to below 1 for the averages of weights, received " + averageDecay
                            + ". Fix: use 0.999, or 0 for no averages.");
        }
    }

    /** The same with averages of this decay. */
    public Refinement withAverageDecay(float newDecay) {
        return new Refinement(newDecay);
    }
}
