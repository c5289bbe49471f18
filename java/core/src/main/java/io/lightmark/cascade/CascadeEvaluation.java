package io.lightmark.cascade;

import io.lightmark.data.PictureSet;
import io.lightmark.metric.ErrorCollector;
import io.lightmark.metric.ErrorFigures;
import io.lightmark.metric.NormalisedErrors;
import io.lightmark.metric.Normaliser;
import io.lightmark.picture.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far off a cascade is on annotated pictures, level by level. All pictures asked for are measured; none is left out.
 *
 * @param read pictures measured
 * @param levels figures of each level
 */
public record CascadeEvaluation(int read, List<LevelFigures> levels) {
    private static final int BATCH_SIZE = 16;

    public CascadeEvaluation {
        levels = List.copyOf(levels);
    }

    /**
     * One level's errors. All are measured in pixels of the whole picture and differ in what they are divided by.
     *
     * @param errors by every {@link Normaliser} that the landmarks allow
     * @param byOwnDiagonal by the diagonal of the level's own window, as the published scripts do
     * @param clamped pictures whose window had to be moved or limited
     * @param replaced pictures that gave no window
     */
    public record LevelFigures(List<NormalisedErrors> errors, ErrorFigures byOwnDiagonal, int clamped, int replaced) {
        public LevelFigures {
            errors = List.copyOf(errors);
        }

        /** The errors by a normaliser; empty if the landmarks do not allow it. */
        public Optional<ErrorFigures> by(String normaliser) {
            return errors.stream()
                    .filter(each -> each.name().equals(normaliser))
                    .map(NormalisedErrors::figures)
                    .findFirst();
        }

        /** The errors by the picture's diagonal. */
        public ErrorFigures byDiagonal() {
            return by(Normaliser.diagonal().name()).orElseThrow();
        }
    }

    /** Hears each measured picture, for lists and contact sheets. */
    @FunctionalInterface
    public interface Listener {
        /**
         * @param done pictures measured so far, this one included
         * @param index of the picture in the set
         * @param truth its true landmarks
         * @param prediction what each level said
         * @param error mean error of the last level by the picture's diagonal
         */
        void measured(int done, int index, float[] truth, Prediction prediction, double error);
    }

    /** Measures pictures of a set. */
    public static CascadeEvaluation of(
            CascadePredictor predictor, PictureSet set, List<Integer> indices, Listener listener) {
        Counting counting = new Counting(predictor.cascade());
        for (int begin = 0; begin < indices.size(); begin += BATCH_SIZE) {
            List<Integer> part = indices.subList(begin, Math.min(begin + BATCH_SIZE, indices.size()));
            List<Prediction> predictions = predictor.predict(set, part, done -> {});
            for (int i = 0; i < part.size(); i++) {
                int index = part.get(i);
                float[] truth = set.landmarks(index);
                double error = counting.add(predictions.get(i), truth, set.width(index), set.height(index));
                listener.measured(begin + i + 1, index, truth, predictions.get(i), error);
            }
        }
        return counting.evaluation(indices.size());
    }

    /** The figures of the last level. */
    public LevelFigures cascade() {
        return levels.get(levels.size() - 1);
    }

    /**
     * The figures under stable names, for JSON: {@code read}, {@code cascade}, {@code level1}, {@code level2}, …; in each
     * level {@code meanErrorByDiagonal}, {@code medianErrorByDiagonal} and so on. Errors are shares, not percent; a figure
     * that does not exist is null.
     */
    public Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("read", read);
        map.put("used", cascade().byDiagonal().used());
        map.put("skipped", read - cascade().byDiagonal().used());
        map.put("cascade", map(cascade()));
        for (int l = 0; l < levels.size(); l++) {
            map.put("level" + (l + 1), map(levels.get(l)));
        }
        return map;
    }

    private static Map<String, @Nullable Object> map(LevelFigures level) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        put(map, "ByDiagonal", level.byDiagonal());
        put(map, "ByOwnDiagonal", level.byOwnDiagonal());
        ErrorFigures byInterOcular = level.by(Normaliser.INTER_OCULAR).orElseGet(level.byDiagonal()::withoutLengths);
        put(map, "ByInterOcular", byInterOcular);
        map.put("used", level.byDiagonal().used());
        map.put("skipped", level.byDiagonal().skipped());
        map.put("skippedInterOcular", byInterOcular.skipped());
        map.put("notFinite", level.byDiagonal().notFinite());
        map.put("clamped", level.clamped());
        map.put("replaced", level.replaced());
        return map;
    }

    private static void put(Map<String, @Nullable Object> map, String name, ErrorFigures figures) {
        map.put("meanError" + name, number(figures.mean()));
        map.put("medianError" + name, number(figures.median()));
        map.put("p90Error" + name, number(figures.quantile(0.9)));
        map.put(
                "meanErrorPerPoint" + name,
                figures.meanPerPoint().stream().map(CascadeEvaluation::number).toList());
        map.put(
                "medianErrorPerPoint" + name,
                figures.medianPerPoint().stream().map(CascadeEvaluation::number).toList());
    }

    private static @Nullable Double number(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private static final class Counting {
        private final List<Normaliser> normalisers;
        private final List<List<Double>> lengths = new ArrayList<>();
        private final List<LevelCount> levels = new ArrayList<>();

        private static final class LevelCount {
            private final ErrorCollector errors;
            private final List<Double> ownDiagonals = new ArrayList<>();
            private int clamped;
            private int replaced;

            LevelCount(int points) {
                this.errors = new ErrorCollector(points);
            }
        }

        Counting(LandmarkCascade cascade) {
            this.normalisers = Normaliser.all(cascade.points());
            normalisers.forEach(each -> lengths.add(new ArrayList<>()));
            cascade.levels().forEach(level -> levels.add(new LevelCount(cascade.points())));
        }

        double add(Prediction prediction, float[] truth, int width, int height) {
            for (int n = 0; n < normalisers.size(); n++) {
                lengths.get(n).add(normalisers.get(n).length(truth, width, height));
            }
            double error = Double.NaN;
            for (int l = 0; l < levels.size(); l++) {
                LevelCount count = levels.get(l);
                Prediction.Level level = prediction.levels().get(l);
                error = count.errors.add(level.points(), truth, Math.hypot(width, height));
                count.ownDiagonals.add(level.view().pixels().diagonal());
                count.clamped += level.view().quality() == View.Quality.CLAMPED ? 1 : 0;
                count.replaced += level.view().quality() == View.Quality.REPLACED ? 1 : 0;
            }
            return error;
        }

        CascadeEvaluation evaluation(int read) {
            return new CascadeEvaluation(
                    read, levels.stream().map(this::figures).toList());
        }

        private LevelFigures figures(LevelCount count) {
            List<NormalisedErrors> errors = new ArrayList<>();
            for (int n = 0; n < normalisers.size(); n++) {
                errors.add(NormalisedErrors.by(normalisers.get(n), count.errors.figures(array(lengths.get(n)))));
            }
            return new LevelFigures(
                    errors, count.errors.figures(array(count.ownDiagonals)), count.clamped, count.replaced);
        }

        private static double[] array(List<Double> numbers) {
            return numbers.stream().mapToDouble(Double::doubleValue).toArray();
        }
    }
}
