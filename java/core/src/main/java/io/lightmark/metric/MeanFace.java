package io.lightmark.metric;

/**
 * The mean of many faces' true landmarks, for drawing figures of single points where they belong. Each face counts with
 * the centre of its landmarks at 0 and their mean square distance from it at 1; faces whose landmarks all coincide have no
 * shape and are left out. Not for several threads.
 */
public final class MeanFace {
    private final double[] sums;
    private int faces;

    public MeanFace(int points) {
        this.sums = new double[2 * points];
    }

    /** Adds one face: x₁, y₁, x₂, … in pixels. */
    public void add(float[] landmarks) {
        if (landmarks.length != sums.length) {
            throw new IllegalArgumentException("Expected " + sums.length / 2 + " landmarks, received "
                    + landmarks.length / 2 + ". Fix: add faces of one kind only.");
        }
        double[] centre = {mean(landmarks, 0), mean(landmarks, 1)};
        double squares = 0;
        for (int i = 0; i < landmarks.length; i++) {
            squares += (landmarks[i] - centre[i % 2]) * (landmarks[i] - centre[i % 2]);
        }
        double scale = Math.sqrt(squares / (landmarks.length / 2.0));
        if (!(scale > 0) || !Double.isFinite(scale)) {
            return;
        }
        for (int i = 0; i < landmarks.length; i++) {
            sums[i] += (landmarks[i] - centre[i % 2]) / scale;
        }
        faces++;
    }

    /** The mean face x₁, y₁, x₂, … about the centre 0; all 0 before the first face. */
    public float[] landmarks() {
        float[] mean = new float[sums.length];
        for (int i = 0; i < sums.length; i++) {
            mean[i] = (float) (sums[i] / Math.max(1, faces));
        }
        return mean;
    }

    private static double mean(float[] landmarks, int axis) {
        double sum = 0;
        for (int i = axis; i < landmarks.length; i += 2) {
            sum += landmarks[i];
        }
        return sum / (landmarks.length / 2.0);
    }
}
