package io.lightmark.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Figures worked out by hand. */
class ErrorFiguresTest {
    private static final double TOLERANCE = 1e-12;

    /** Two points; errors 3-4-5 and 0 pixels, 0 and 10 pixels, 20 and 20 pixels; lengths 10, 10, 100. */
    private static ErrorFigures three() {
        ErrorCollector errors = new ErrorCollector(2);
        assertEquals(0.25, errors.add(new float[] {3, 4, 7, 7}, new float[] {0, 0, 7, 7}, 10), TOLERANCE, "first");
        assertEquals(0.5, errors.add(new float[] {1, 1, 0, 10}, new float[] {1, 1, 0, 0}, 10), TOLERANCE, "second");
        assertEquals(0.2, errors.add(new float[] {20, 0, 0, 20}, new float[4], 100), TOLERANCE, "third");
        return errors.figures();
    }

    @Test
    void meansMediansAndQuantiles() {
        ErrorFigures figures = three();
        assertEquals(0.95 / 3, figures.mean(), TOLERANCE, "mean");
        assertEquals(0.25, figures.median(), TOLERANCE, "median");
        assertEquals(0.2, figures.quantile(0), TOLERANCE, "smallest");
        assertEquals(0.5, figures.quantile(1), TOLERANCE, "largest");
        assertEquals(0.375, figures.quantile(0.75), TOLERANCE, "between two ranks");
        assertEquals((0.5 + 0 + 0.2) / 3, figures.meanPerPoint().get(0), TOLERANCE, "mean of point 0");
        assertEquals((0 + 1 + 0.2) / 3, figures.meanPerPoint().get(1), TOLERANCE, "mean of point 1");
        assertEquals(List.of(0.2, 0.2), figures.medianPerPoint(), "medians per point");
        assertEquals(List.of(0.25, 0.5, 0.2), figures.perPicture(), "in the order they were added");
        assertEquals(0.25, figures.distribution().at(1), TOLERANCE, "second best");
    }

    @Test
    void distributionOfErrors() {
        ErrorFigures figures = three();
        assertEquals(1.0 / 3, figures.failureRate(0.25), TOLERANCE, "an error at the threshold is no failure");
        assertEquals(1, figures.failureRate(0.1), TOLERANCE, "all fail");
        assertEquals((0.2 + 0.15 + 0) / (3 * 0.4), figures.areaUnderCurve(0.4), TOLERANCE, "area");
        assertArrayEquals(new int[] {0, 0, 2, 0, 1}, figures.histogram(-1, 5, 0.5), "pictures; the last bin is open");
        assertArrayEquals(new int[] {1, 2}, figures.histogram(0, 2, 0.4), "point 0");
        assertThrows(IllegalArgumentException.class, () -> figures.areaUnderCurve(0), "threshold 0");
    }

    @Test
    void picturesWithoutALengthAreSkippedAndCounted() {
        ErrorCollector errors = new ErrorCollector(1);
        for (double length : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertTrue(Double.isNaN(errors.add(new float[2], new float[2], length)), "length " + length);
        }
        errors.add(new float[] {1, 0}, new float[2], 4);
        ErrorFigures figures = errors.figures();
        assertEquals(4, figures.skipped(), "skipped");
        assertEquals(1, figures.used(), "used");
        assertEquals(0.25, figures.mean(), TOLERANCE, "mean of the rest");
        assertEquals(5, figures.perPicture().size(), "all keep their place");
        assertTrue(Double.isNaN(figures.perPicture().get(3)), "a skipped picture has no error");
        assertEquals(5, figures.withoutLengths().skipped(), "without lengths all are skipped");
    }

    @Test
    void lostPointsCountAsAWholeLengthAndAreCounted() {
        ErrorCollector errors = new ErrorCollector(2);
        errors.add(new float[] {Float.NaN, 0, 0, 0}, new float[4], 10);
        errors.add(new float[] {0, 0, 0, Float.NEGATIVE_INFINITY}, new float[4], 10);
        errors.add(new float[4], new float[4], 10);
        ErrorFigures figures = errors.figures();
        assertEquals(2, figures.notFinite(), "not finite");
        assertEquals(1, figures.ofPoints(List.of(0)).notFinite(), "not finite at point 0");
        assertEquals(3, figures.used(), "used");
        assertEquals(1.0 / 3, figures.mean(), TOLERANCE, "mean");
    }

    @Test
    void noPicturesGiveNoNumbersAndWrongCountsAreRefused() {
        ErrorFigures none = new ErrorCollector(5).figures();
        assertTrue(Double.isNaN(none.mean()) && Double.isNaN(none.median()), "mean and median of none");
        assertTrue(Double.isNaN(none.failureRate(0.1)) && Double.isNaN(none.areaUnderCurve(0.1)), "shares of none");
        ErrorCollector errors = new ErrorCollector(5);
        assertThrows(IllegalArgumentException.class, () -> errors.add(new float[8], new float[10], 1), "four points");
    }

    @Test
    void partsOfTheFaceAndOfThePictures() {
        ErrorFigures figures = three();
        ErrorFigures second = figures.ofPoints(List.of(1));
        assertEquals(List.of(0.0, 1.0, 0.2), second.perPicture(), "point 1 alone");
        assertEquals(figures.meanPerPoint().get(1), second.mean(), TOLERANCE, "mean of point 1");
        assertEquals(figures.mean(), figures.ofPoints(List.of(1, 0)).mean(), TOLERANCE, "both points");
        ErrorFigures others = figures.ofPictures(picture -> picture != 1);
        assertEquals(List.of(0.25, 0.2), others.perPicture(), "first and third picture");
        assertEquals(0, figures.ofPictures(picture -> false).used(), "no picture");
    }

    @Test
    void theSameDistancesByOtherLengths() {
        ErrorCollector errors = new ErrorCollector(1);
        errors.add(new float[] {3, 4}, new float[2], 10);
        errors.add(new float[] {6, 8}, new float[2], 0);
        ErrorFigures others = errors.figures(new double[] {0, 20});
        assertEquals(0.5, errors.figures().mean(), TOLERANCE, "by the lengths they were added with");
        assertEquals(0.5, others.mean(), TOLERANCE, "10 of 20");
        assertEquals(1, others.skipped(), "the other one is skipped");
        assertThrows(IllegalArgumentException.class, () -> errors.figures(new double[1]), "one length for two");
        double[][] ragged = {{1, 2}, {1}};
        assertThrows(IllegalArgumentException.class, () -> ErrorFigures.of(2, ragged, new double[] {1, 1}), "ragged");
    }
}
