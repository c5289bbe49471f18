package io.lightmark.metric;

/** The errors of one picture: distances divided by its length. */
final class PictureErrors {
    private static final double LOST = 1;

    private PictureErrors() {}

    /** Whether a picture can be measured by this length. */
    static boolean isMeasured(double length) {
        return length > 0 && Double.isFinite(length);
    }

    /** Whether all points were predicted. */
    static boolean isFinite(double[] distances) {
        for (double distance : distances) {
            if (!Double.isFinite(distance)) {
                return false;
            }
        }
        return true;
    }

    /** The error of one point; a lost point is a whole length off. */
    static double of(double distance, double length) {
        return Double.isFinite(distance) ? distance / length : LOST;
    }

    /** The mean error over all points; NaN where the picture has no length. */
    static double mean(double[] distances, double length) {
        if (!isMeasured(length)) {
            return Double.NaN;
        }
        double sum = 0;
        for (double distance : distances) {
            sum += of(distance, length);
        }
        return sum / distances.length;
    }
}
