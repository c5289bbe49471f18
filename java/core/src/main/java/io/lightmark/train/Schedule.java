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

    /** The same course from another highest rate. */
    Schedule withRate(float newRate);

    /** The same rate throughout. */
    record Constant(float rate) implements Schedule {
        public Constant {
            requireRate(rate);
        }

        @Override
        public float rate(long step, long steps) {
            return rate;
        }

        @Override
        public Constant withRate(float newRate) {
            return new Constant(newRate);
        }
    }

    /**
     * Multiplied by {@code gamma} again and again, after equal parts of the run.
     *
     * @param every length of a part as a share of the run, such as 0.25 for three steps
     */
    record Step(float rate, float gamma, double every) implements Schedule {
        /** In steps: makes up for the rounding of {@code every}. */
        private static final double TOLERANCE = 1e-6;

        public Step {
            requireRate(rate);
            requireRate(gamma);
            if (!(every > 0 && every <= 1)) {
                throw new IllegalArgumentException("Expected a share of the run above 0 and up to 1 between steps,"
                        + " received " + every + ". Fix: use 0.25.");
            }
        }

        @Override
        public float rate(long step, long steps) {
            double passed = Math.floor((step + TOLERANCE) / (every * steps));
            return (float) (rate * Math.pow(gamma, passed));
        }

        @Override
        public Step withRate(float newRate) {
            return new Step(newRate, gamma, every);
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

        @Override
        public MultiStep withRate(float newRate) {
            return new MultiStep(newRate, gamma, milestones);
        }
    }

    /**
     * Another schedule, the first share of the run at a rate that rises to it in a straight line. It is for those
     * without a warm-up of their own: {@link Cosine} has one, after which its fall begins. Source: Goyal et al.,
     * arXiv:1706.02677, section 2.2.
     *
     * @param schedule what is risen to
     * @param share of the run that rises, below 1
     */
    record WarmUp(Schedule schedule, double share) implements Schedule {
        public WarmUp {
            requireShare(share);
        }

        @Override
        public float rate(long step, long steps) {
            double rising = share * steps;
            double factor = step + 1 <= rising ? (step + 1) / rising : 1;
            return (float) (schedule.rate(step, steps) * factor);
        }

        @Override
        public WarmUp withRate(float newRate) {
            return new WarmUp(schedule.withRate(newRate), share);
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
            requireShare(warmUp);
            if (!(floor >= 0 && floor <= 1)) {
                throw new IllegalArgumentException("Expected a floor from 0 to 1, received " + floor + ". Fix: use 0.");
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

        @Override
        public Cosine withRate(float newRate) {
            return new Cosine(newRate, warmUp, floor);
        }
    }

    private static void requireShare(double warmUp) {
        if (!(warmUp >= 0 && warmUp < 1)) {
            throw new IllegalArgumentException(
                    "Expected a warm-up from 0 to below 1 of the run, received " + warmUp + ". Fix: use 0.05.");
        }
    }

    private static void requireRate(float rate) {
        if (!(rate > 0) || !Float.isFinite(rate)) {
            throw new IllegalArgumentException(
                    "Expected a positive, finite rate, received " + rate + ". Fix: use 1e-3.");
        }
    }
}
