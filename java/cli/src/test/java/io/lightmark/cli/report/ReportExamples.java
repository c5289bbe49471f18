package io.lightmark.cli.report;

import io.lightmark.cli.plot.LossCurve;
import io.lightmark.cli.report.ReportModel.Fact;
import io.lightmark.cli.report.SamplePicture.Rank;
import io.lightmark.metric.ErrorFigures;
import io.lightmark.metric.NormalisedErrors;
import io.lightmark.metric.Normaliser;
import io.lightmark.op.CounterRandom;
import io.lightmark.vision.image.Picture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;

/** Reports of made-up runs: of the usual kind, and of all that is awkward. */
final class ReportExamples {
    static final String NASTY = "<b>\"R&D\"</b> 'x' <script>throw 1</script>";

    private static final int PICTURES = 150;
    private static final int POINTS = 68;
    private static final double LENGTH = 80;

    private ReportExamples() {}

    /** Four networks, two recipes each, with everything a run can have. */
    static ReportModel comparison() {
        List<RunResult> runs = new ArrayList<>();
        List<String> networks = List.of("base CNN", "MobileNet V1", "MobileNet V2 1.25", "MobileNet V3-Large 0.85");
        for (int i = 0; i < networks.size(); i++) {
            for (String recipe : List.of("seed's recipe", "ours")) {
                double level = (recipe.equals("ours") ? 3.2 : 5.5) * (1.5 - 0.12 * i);
                runs.add(run(networks.get(i), recipe, level, 100L * i + recipe.length(), 4));
            }
        }
        return model("Four networks on 68 points", runs, Map.of("smile", Set.of(1, 2, 3), "no smile", Set.of(4, 5)));
    }

    /** One run whose names hold markup, without curves, pictures, timing or provenance. */
    static ReportModel bare() {
        RunResult run = run(NASTY, NASTY, 4, 9, 0);
        RunResult plain =
                new RunResult(NASTY, NASTY, NASTY, 0, 0, OptionalDouble.empty(), List.of(), run.errors(), List.of());
        return new ReportModel(NASTY, NASTY, subject(NASTY, Map.of()), List.of(plain), List.of(), List.of(), List.of());
    }

    /** Runs that went wrong: every picture skipped, losses that are no numbers, an error of exactly 0. */
    static ReportModel broken() {
        double[][] zero = new double[PICTURES][POINTS];
        double[] lengths = new double[PICTURES];
        Arrays.fill(lengths, LENGTH);
        List<LossCurve> diverged = List.of(new LossCurve(
                1,
                List.of(new LossCurve.Point(0, 1), new LossCurve.Point(1, Double.NaN)),
                List.of(new LossCurve.Point(1, Double.POSITIVE_INFINITY))));
        RunResult skipped = result("skipped", "a", "a", ErrorFigures.of(POINTS, zero, new double[PICTURES]), diverged);
        RunResult perfect = result("perfect", "b", "a", ErrorFigures.of(POINTS, zero, lengths), List.of());
        return model("Broken runs", List.of(skipped, perfect), Map.of("none", Set.of()));
    }

    private static ReportModel model(String title, List<RunResult> runs, Map<String, Set<Integer>> subsets) {
        return new ReportModel(
                title,
                "Trained on 1,903 photos, measured on 150 that nothing was trained on.",
                subject("300-W faces", subsets),
                runs,
                List.of(new PublishedFigure(
                        "MobileNet V3", "AFLW2000-3D", "image-side", 0.0456, "report of the course, 2022")),
                List.of(new Fact("seed", "1"), new Fact("device", "cpu (avx512), 2 threads")),
                List.of("lightmark experiment seeds-68 --data faces --out report"));
    }

    private static ReportSubject subject(String dataset, Map<String, Set<Integer>> subsets) {
        return new ReportSubject(
                dataset, "validation", PICTURES, POINTS, Normaliser.INTER_OCULAR, face(0, 0, 1), subsets);
    }

    private static RunResult run(String network, String recipe, double percent, long seed, int perRank) {
        double[][] distances = new double[PICTURES][POINTS];
        double[] lengths = new double[PICTURES];
        for (int i = 0; i < PICTURES; i++) {
            double face = Math.exp(0.4 * CounterRandom.gaussian(seed, i));
            lengths[i] = i == 7 ? 0 : LENGTH;
            for (int p = 0; p < POINTS; p++) {
                double region = p < 17 ? 1.7 : p < 27 ? 1.2 : 0.7;
                distances[i][p] = LENGTH / 100 * percent * face * region;
            }
        }
        List<LossCurve.Point> losses = IntStream.range(0, 400)
                .mapToObj(i -> new LossCurve.Point(
                        i / 20.0, 0.3 * Math.exp(-i / 90.0) + 0.01 * CounterRandom.uniform(seed, i) + 0.001 * percent))
                .toList();
        List<LossCurve.Point> judged = IntStream.rangeClosed(1, 20)
                .mapToObj(i -> new LossCurve.Point(i, percent / 300 * (1 + 3 * Math.exp(-i / 4.0))))
                .toList();
        RunResult result = result(
                network + ", " + recipe,
                network,
                recipe,
                ErrorFigures.of(POINTS, distances, lengths),
                List.of(new LossCurve(1, losses, judged)));
        return new RunResult(
                result.name(),
                network,
                recipe,
                3_667_112,
                14_700_000,
                OptionalDouble.of(4.2),
                result.curves(),
                result.errors(),
                samples(percent / 100, perRank));
    }

    private static RunResult result(
            String name, String network, String recipe, ErrorFigures figures, List<LossCurve> curves) {
        List<NormalisedErrors> errors = Normaliser.all(POINTS).stream()
                .map(normaliser -> NormalisedErrors.by(normaliser, figures))
                .toList();
        return new RunResult(name, network, recipe, 1, 1, OptionalDouble.empty(), curves, errors, List.of());
    }

    private static List<SamplePicture> samples(double error, int perRank) {
        List<SamplePicture> samples = new ArrayList<>();
        for (Rank rank : Rank.values()) {
            for (int i = 0; i < perRank; i++) {
                float[] truth = face(60, 60, 45);
                float[] predicted = truth.clone();
                for (int c = 0; c < predicted.length; c++) {
                    predicted[c] += (float) (2 * (1 + rank.ordinal()) * CounterRandom.gaussian(i, c));
                }
                predicted[5] = Float.NaN;
                samples.add(new SamplePicture(rank, "face " + i + " & more.jpg", error, gradient(), truth, predicted));
            }
        }
        return samples;
    }

    private static Picture gradient() {
        byte[] bgr = new byte[3 * 120 * 130];
        for (int i = 0; i < bgr.length; i++) {
            bgr[i] = (byte) (90 + i / 3 % 120 / 2 + 20 * (i % 3));
        }
        return new Picture(120, 130, bgr);
    }

    /** An arrangement of 68 points that looks like a face: half an ellipse for the jaw, arcs for all else. */
    private static float[] face(double x, double y, double size) {
        List<double[]> arcs = List.of(
                new double[] {17, 0, -0.1, 1, 1, 180, 0},
                new double[] {5, -0.45, -0.45, 0.28, 0.12, 180, 360},
                new double[] {5, 0.45, -0.45, 0.28, 0.12, 180, 360},
                new double[] {4, 0, 0, 0.001, 0.3, 270, 450},
                new double[] {5, 0, 0.32, 0.17, 0.06, 180, 0},
                new double[] {6, -0.42, -0.25, 0.17, 0.08, 180, 480},
                new double[] {6, 0.42, -0.25, 0.17, 0.08, 180, 480},
                new double[] {12, 0, 0.55, 0.36, 0.14, 180, 510},
                new double[] {8, 0, 0.55, 0.26, 0.05, 180, 495});
        float[] points = new float[2 * POINTS];
        int at = 0;
        for (double[] arc : arcs) {
            for (int i = 0; i < arc[0]; i++) {
                double angle = Math.toRadians(arc[5] + (arc[6] - arc[5]) * i / (arc[0] - 1));
                points[at++] = (float) (x + size * (arc[1] + arc[3] * Math.cos(angle)));
                points[at++] = (float) (y + size * (arc[2] + arc[4] * Math.sin(angle)));
            }
        }
        return points;
    }
}
