package io.lightmark.metric;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Landmark errors of a set of pictures, as shares of the normalising length. The error of a picture is the mean over its
 * points (NME); figures are over pictures. Pictures without a length are skipped and counted.
 */
public final class ErrorFigures {
    private final int points;
    private final double[][] distances;
    private final double[] lengths;
    private final ErrorDistribution distribution;

    private ErrorFigures(int points, double[][] distances, double[] lengths) {
        this.points = points;
        this.distances = distances;
        this.lengths = lengths;
        this.distribution =
                ErrorDistribution.of(measured().mapToDouble(this::error).toArray());
    }

    /**
     * The figures of pictures that were measured before; the arrays are kept.
     *
     * @param points landmarks per picture, at least 1
     * @param distances for each picture the distance of each point in pixels; not finite for a point that was lost
     * @param lengths for each picture what to divide by; one that is not above 0 or not finite skips the picture
     */
    public static ErrorFigures of(int points, double[][] distances, double[] lengths) {
        if (points < 1 || distances.length != lengths.length) {
            throw new IllegalArgumentException("Expected a length for each picture, received " + distances.length
                    + " pictures of " + points + " points and " + lengths.length
                    + " lengths. Fix: pass one per picture.");
        }
        for (double[] row : distances) {
            if (row.length != points) {
                throw new IllegalArgumentException("Expected " + points + " distances per picture, received "
                        + row.length + ". Fix: pass one per point.");
            }
        }
        return new ErrorFigures(points, distances, lengths);
    }

    /** Pictures measured. */
    public int used() {
        return distribution.size();
    }

    /** Pictures without a length to divide by. */
    public int skipped() {
        return distances.length - used();
    }

    /** Measured pictures with a predicted point that was not finite, see {@link ErrorCollector}. */
    public int notFinite() {
        return (int)
                measured().filter(i -> !PictureErrors.isFinite(distances[i])).count();
    }

    /** Landmarks per picture. */
    public int points() {
        return points;
    }

    /** The pictures' errors without their order. */
    public ErrorDistribution distribution() {
        return distribution;
    }

    /** Mean error over pictures; NaN for none. */
    public double mean() {
        return distribution.mean();
    }

    /** Median error over pictures; NaN for none. */
    public double median() {
        return distribution.median();
    }

    /** The error that a share {@code q} of the pictures does not exceed. */
    public double quantile(double q) {
        return distribution.quantile(q);
    }

    /** Share of pictures whose error exceeds a threshold. */
    public double failureRate(double threshold) {
        return distribution.failureRate(threshold);
    }

    /** Area under the CED from 0 to a threshold, see {@link ErrorDistribution#areaUnderCurve}. */
    public double areaUnderCurve(double threshold) {
        return distribution.areaUnderCurve(threshold);
    }

    /** Mean error of each point. */
    public List<Double> meanPerPoint() {
        return perPoint(ErrorDistribution::mean);
    }

    /** Median error of each point. */
    public List<Double> medianPerPoint() {
        return perPoint(ErrorDistribution::median);
    }

    /** The errors of one point over the measured pictures. */
    public ErrorDistribution ofPoint(int point) {
        return ErrorDistribution.of(measured()
                .mapToDouble(i -> PictureErrors.of(distances[i][point], lengths[i]))
                .toArray());
    }

    /** The figures of some points only, such as those of a region of the face; a picture's error is their mean. */
    public ErrorFigures ofPoints(List<Integer> chosen) {
        double[][] some = Arrays.stream(distances)
                .map(row -> chosen.stream().mapToDouble(point -> row[point]).toArray())
                .toArray(double[][]::new);
        return of(chosen.size(), some, lengths);
    }

    /**
     * The figures of some pictures only, such as those that show a smile.
     *
     * @param chosen says yes to the number of a picture, in the order they were added, skipped ones included
     */
    public ErrorFigures ofPictures(IntPredicate chosen) {
        int[] kept = IntStream.range(0, distances.length).filter(chosen).toArray();
        return of(
                points,
                Arrays.stream(kept).mapToObj(i -> distances[i]).toArray(double[][]::new),
                Arrays.stream(kept).mapToDouble(i -> lengths[i]).toArray());
    }

    /** The same pictures without any length to divide by: all are skipped. */
    public ErrorFigures withoutLengths() {
        return of(points, distances, new double[distances.length]);
    }

    /** The errors of all pictures in the order they were added; NaN for a skipped one. */
    public List<Double> perPicture() {
        return IntStream.range(0, distances.length).mapToObj(this::error).toList();
    }

    /**
     * Pictures per bin of equal width from 0 to {@code limit}; the last bin also takes everything beyond.
     *
     * @param point index of a landmark, or −1 for the mean over all
     */
    public int[] histogram(int point, int bins, double limit) {
        return (point < 0 ? distribution : ofPoint(point)).histogram(bins, limit);
    }

    private double error(int picture) {
        return PictureErrors.mean(distances[picture], lengths[picture]);
    }

    private IntStream measured() {
        return IntStream.range(0, distances.length).filter(i -> PictureErrors.isMeasured(lengths[i]));
    }

    private List<Double> perPoint(ToDoubleFunction<ErrorDistribution> figure) {
        return IntStream.range(0, points)
                .mapToObj(point -> figure.applyAsDouble(ofPoint(point)))
                .toList();
    }
}
