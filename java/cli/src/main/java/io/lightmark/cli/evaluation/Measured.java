package io.lightmark.cli.evaluation;

import io.lightmark.backend.Backend;
import io.lightmark.cascade.CascadeEvaluation;
import io.lightmark.cascade.CascadePredictor;
import io.lightmark.cascade.LandmarkCascade;
import io.lightmark.cascade.Prediction;
import io.lightmark.cascade.TestTimeAveraging;
import io.lightmark.cli.progress.Progress;
import io.lightmark.data.PictureSet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A finished evaluation, with a few of its pictures kept for a contact sheet: evenly spread over the set, so that they
 * are neither the best nor the worst.
 *
 * @param evaluation the figures
 * @param samples the pictures kept
 * @param predictions landmarks x₁, y₁, x₂, … of the last level for every picture of the set, in its order
 */
public record Measured(CascadeEvaluation evaluation, List<Sample> samples, List<float[]> predictions) {
    private static final int BATCH = 16;

    /**
     * One picture with what each level said.
     *
     * @param index in the set
     * @param truth its true landmarks
     * @param prediction all levels
     * @param error of the last level, as a share of the diagonal
     */
    public record Sample(int index, float[] truth, Prediction prediction, double error) {}

    public Measured {
        samples = List.copyOf(samples);
        predictions = List.copyOf(predictions);
    }

    /**
     * Evaluates a cascade on all pictures of a set.
     *
     * @param kept pictures to keep for a contact sheet
     */
    public static Measured run(LandmarkCascade cascade, Backend backend, PictureSet set, int kept, Progress progress) {
        return run(cascade, backend, TestTimeAveraging.NONE, set, kept, progress);
    }

    /**
     * Evaluates a cascade that averages several looks on all pictures of a set.
     *
     * @param kept pictures to keep for a contact sheet
     */
    public static Measured run(
            LandmarkCascade cascade,
            Backend backend,
            TestTimeAveraging averaging,
            PictureSet set,
            int kept,
            Progress progress) {
        List<Integer> indices = IntStream.range(0, set.size()).boxed().toList();
        List<Sample> samples = new ArrayList<>();
        List<float[]> predictions = new ArrayList<>(set.size());
        int count = Math.min(kept, set.size());
        try (CascadePredictor predictor = cascade.predictor(backend, BATCH, averaging)) {
            CascadeEvaluation evaluation =
                    CascadeEvaluation.of(predictor, set, indices, (done, index, truth, prediction, error) -> {
                        if (samples.size() < count && index == (long) samples.size() * set.size() / count) {
                            samples.add(new Sample(index, truth, prediction, error));
                        }
                        predictions.add(prediction.points());
                        progress.report(done);
                    });
            return new Measured(evaluation, samples, predictions);
        }
    }
}
