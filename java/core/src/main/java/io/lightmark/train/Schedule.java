package io.lightmark.train;

import java.util.List;

/** The learning rate over a run. Schedules are told the length of the run, so one preset fits runs of any length. */
public sealed interface Schedule {
    /**
     * The rate of a step.
     *
     * @param step counted from 0
     * @param steps length of the run
     */
    float rate(long step, long steps);

    /** The same rate throughout. */
    record Constant(float rate) implements Schedule {
        public Constant {
            requireRate(rate);
        }

        @Override
        public float rate(long step, long steps) {
            return rate;
        }
    }

    /**
     * Multiplied by {@code gamma} at each milestone.
     *
     * @param milestones fractions of the run, ascending
     */
    record MultiStep(float rate, float gamma, List<Double> milestones) implements Schedule {
        public MultiStep {
            requireRate(rate);
            requireRate(gamma);
            milestones = List.copyOf(milestones);
        }

        @Override
        public float rate(long step, long steps) {
            double result = rate;
            for (double milestone : milestones) {
                result *= step >= Math.round(milestone * steps) ? gamma : 1;
            }
            return (float) result;
        }
    }

    /**
     * Rises in a straight line for a share of the run, then falls along a half cosine. Source: Loshchilov and Hutter,
     * arXiv:1608.03983, without restarts.
     *
     * @param rate the highest rate
     * @param warmUp share of the run that rises, below 1
     * @param floor the last rate as a share of the highest
     */
    record Cosine(float rate, double warmUp, double floor) implements Schedule {
        public Cosine {
            requireRate(rate);
            if (!(warmUp >= 0 && warmUp < 1 && floor >= 0 && floor <= 1)) {
                throw new IllegalArgumentException("Expected a warm-up from 0 to below 1 and a floor from 0 to 1,"
                        + " received " + warmUp + " and " + floor + ". Fix: use 0.05 and 0.");
            }
        }

        @Override
        public float rate(long step, long steps) {
            double rising = warmUp * steps;
            if (step + 1 <= rising) {
                return (float) (rate * (step + 1) / rising);
            }
            double progress = Math.min(1, (step + 1 - rising) / Math.max(1, steps - rising));
            return (float) (rate * (floor + (1 - floor) * (1 + Math.cos(Math.PI * progress)) / 2));
        }
    }

    private static void requireRate(float rate) {
        if (!(rate > 0) || !Float.isFinite(rate)) {
            throw new IllegalArgumentException(
                    "Expected a positive, finite rate, received " + rate + ". Fix: use 1e-3.");
        }
    }
}
