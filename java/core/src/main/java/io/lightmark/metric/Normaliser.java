package io.lightmark.metric;

/** The length that landmark errors are divided by. */
@FunctionalInterface
public interface Normaliser {
    /** The length for one picture in pixels; 0 or less means that this picture has none and is skipped. */
    double length(float[] truth, double width, double height);

    /** The diagonal of the picture. */
    static Normaliser diagonal() {
        return (truth, width, height) -> Math.hypot(width, height);
    }

    /**
     * The distance between two landmarks, such as the eyes.
     *
     * @param first index of one landmark
     * @param second index of the other
     */
    static Normaliser between(int first, int second) {
        return (truth, width, height) ->
                Math.hypot(truth[2 * first] - truth[2 * second], truth[2 * first + 1] - truth[2 * second + 1]);
    }

    /**
     * The distance between the eyes of the known kinds of landmarks: centres of 5 points, outer corners of 68 and 98;
     * for any other number no picture has a length.
     */
    static Normaliser interOcular(int points) {
        return switch (points) {
            case 5 -> between(0, 1);
            case 68 -> between(36, 45);
            case 98 -> between(60, 72);
            default -> (truth, width, height) -> 0;
        };
    }
}
