package io.lightmark.cli.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * How the training of one level went.
 *
 * @param level counted from 1
 * @param training losses of steps
 * @param validation scores of validations, lower is better: mean errors as a share of the diagonal
 */
public record LossCurve(int level, List<Point> training, List<Point> validation) {
    /** A value at a time, which is the number of epochs trained so far. */
    public record Point(double epoch, double value) {}

    public LossCurve {
        training = List.copyOf(training);
        validation = List.copyOf(validation);
    }

    /** The training losses as means of about this many equal stretches, each at the stretch's middle. */
    public List<Point> smoothed(int stretches) {
        int size = training.size();
        int count = Math.min(size, stretches);
        List<Point> means = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int from = (int) ((long) i * size / count);
            int to = (int) ((i + 1L) * size / count);
            List<Point> stretch = training.subList(from, to);
            means.add(new Point(
                    stretch.stream().mapToDouble(Point::epoch).average().orElseThrow(),
                    stretch.stream().mapToDouble(Point::value).average().orElseThrow()));
        }
        return means;
    }
}
