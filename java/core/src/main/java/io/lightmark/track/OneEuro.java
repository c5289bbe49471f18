package io.lightmark.track;

/**
 * The numbers of a One-Euro filter: a low-pass whose cutoff rises with speed, so that a value at rest is smoothed and a
 * moving one does not lag. Source: Casiez, Roussel, Vogel, "1€ Filter", CHI 2012, doi:10.1145/2207676.2208639.
 *
 * @param minimumCutoff cutoff at rest in hertz: lower means less jitter
 * @param beta rise of the cutoff in hertz per unit of speed: higher means less lag
 * @param derivativeCutoff cutoff of the speed's own low-pass in hertz
 */
public record OneEuro(double minimumCutoff, double beta, double derivativeCutoff) {
    /** For landmarks whose speed is in object sizes per second, see {@link LandmarkSmoother}. */
    public static final OneEuro DEFAULT = new OneEuro(1, 10, 1);

    public OneEuro {
        boolean valid = minimumCutoff > 0
                && Double.isFinite(minimumCutoff)
                && beta >= 0
                && Double.isFinite(beta)
                && derivativeCutoff > 0
                && Double.isFinite(derivativeCutoff);
        if (!valid) {
            throw new IllegalArgumentException("Expected positive cutoffs and a beta of at least 0, received "
                    + minimumCutoff + ", " + derivativeCutoff + " and " + beta + ". Fix: use 1, 1 and 10.");
        }
    }

    /** The weight of a fresh value in a low-pass: {@code 1 / (1 + τ/T)} with {@code τ = 1 / (2π·cutoff)}. */
    static double weight(double cutoff, double seconds) {
        return 1 / (1 + 1 / (2 * Math.PI * cutoff * seconds));
    }
}
