package io.lightmark.cli.report;

import io.lightmark.cli.report.Svg.Anchor;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The mean error of each point, drawn on the mean face: area of a circle and its colour by the error. */
final class MeanFaceCharts {
    private static final double WIDTH = 360;
    private static final double MARGIN = 34;
    private static final double FOOT = 46;
    private static final double LARGEST = 13;
    private static final double SMALLEST = 1.5;
    /** Keeps the scale above 0 where every error is. */
    private static final double LEAST = 1e-4;

    private static final int SHADES = 5;

    private final float[] face;
    private final String normaliser;
    private final double worst;

    /** Charts of several runs on the same scale. */
    MeanFaceCharts(List<RunResult> runs, ReportSubject subject) {
        this.face = subject.meanFace();
        this.normaliser = subject.normaliser();
        this.worst = Scale.roundAbove(runs.stream()
                        .flatMap(run -> run.by(normaliser).meanPerPoint().stream())
                        .mapToDouble(Double::doubleValue)
                        .filter(Double::isFinite)
                        .max()
                        .orElse(1)
                + LEAST);
    }

    Chart of(RunResult run, List<String> pointNames) {
        List<Double> errors = run.by(normaliser).meanPerPoint();
        double[] across = range(0);
        double[] down = range(1);
        double scale = (WIDTH - 2 * MARGIN) / Math.max(1e-6, across[1] - across[0]);
        double height = 2 * MARGIN + scale * (down[1] - down[0]);
        String title = run.name() + ": mean error of each point / " + normaliser;
        Svg svg = new Svg(WIDTH, height + FOOT, title);
        for (int point = 0; point < errors.size(); point++) {
            double error = errors.get(point);
            if (Double.isFinite(error)) {
                svg.circle(
                        shade(error),
                        MARGIN + scale * (face[2 * point] - across[0]),
                        MARGIN + scale * (face[2 * point + 1] - down[0]),
                        radius(error),
                        String.format(Locale.ROOT, "%s: %.2f %%", pointNames.get(point), 100 * error));
            }
        }
        legend(svg, height + 16);
        return new Chart(title, svg.end());
    }

    private void legend(Svg svg, double y) {
        double x = MARGIN;
        svg.text("axis-name", 0, y + 4, Anchor.START, "error");
        x += 20;
        for (double share : new double[] {0.25, 0.5, 1}) {
            double error = share * worst;
            svg.circle(shade(error), x + radius(error), y, radius(error), "");
            x += 2 * radius(error) + 4;
            String words = Scale.label(100 * error) + " %";
            svg.text("tick", x, y + 4, Anchor.START, words);
            x += 12 + 7 * words.length();
        }
    }

    private double radius(double error) {
        return Math.max(SMALLEST, LARGEST * Math.sqrt(error / worst));
    }

    private String shade(double error) {
        return "shade" + Math.min(SHADES - 1, (int) (SHADES * error / worst));
    }

    private double[] range(int axis) {
        return new double[] {
            IntStream.range(0, face.length / 2)
                    .mapToDouble(i -> face[2 * i + axis])
                    .min()
                    .orElse(0),
            IntStream.range(0, face.length / 2)
                    .mapToDouble(i -> face[2 * i + axis])
                    .max()
                    .orElse(1)
        };
    }
}
