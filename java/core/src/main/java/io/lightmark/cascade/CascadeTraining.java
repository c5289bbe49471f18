package io.lightmark.cascade;

import io.lightmark.backend.Backend;
import io.lightmark.data.PictureSet;
import io.lightmark.data.Split;
import io.lightmark.error.TrainingException;
import io.lightmark.landmark.LandmarkLayout;
import io.lightmark.nn.Network;
import io.lightmark.nn.Node;
import io.lightmark.nn.Weights;
import io.lightmark.op.SoftArgmax;
import io.lightmark.picture.Pixels;
import io.lightmark.picture.View;
import io.lightmark.train.PictureSource;
import io.lightmark.train.Trainer;
import io.lightmark.train.TrainingOptions;
import io.lightmark.train.TrainingPreset;
import io.lightmark.train.TrainingResult;
import io.lightmark.train.Validation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Trains a cascade level by level. The first level sees whole pictures. Before each further level the cascade so far
 * predicts all pictures: training pictures that it misses by more than the discard threshold are left out, the others are
 * cut out where the level before would have put the window — the true landmarks moved by an error that it really made,
 * taken from the validation pictures when there are enough, since errors on training pictures are too small. Targets are
 * relative to the window. Validation pictures are cut out where the cascade really puts the window, and none is left out.
 */
final class CascadeTraining {
    private static final int ENOUGH_RESIDUALS = 50;
    private static final int PREDICTION_BATCH = 16;
    private static final int VALIDATIONS = 40;
    private static final int CHECKPOINTS = 20;
    private static final float[] NO_POINTS = {};

    private final CascadeOptions options;
    private final Backend backend;
    private final CascadeListener listener;
    private final List<PictureSource.Sample> training;
    private final List<PictureSource.Sample> validation;
    private final int points;
    private final Map<String, String> provenance = new TreeMap<>();

    /** The pictures of one level's run and where each is looked at. */
    private record LevelData(
            List<PictureSource.Sample> samples,
            PictureSource.Viewing viewing,
            List<View> validationViews,
            int discarded,
            int unusable,
            String identity) {}

    CascadeTraining(PictureSet set, CascadeOptions options, Backend backend, CascadeListener listener) {
        this.options = options;
        this.backend = backend;
        this.listener = listener;
        this.points = set.points();
        this.training = samples(set, Split.TRAIN);
        this.validation = samples(set, Split.VALIDATION);
        options.levels().forEach(this::requireTrainable);
        String version = LandmarkCascade.class.getPackage().getImplementationVersion();
        provenance.put("version", version == null ? "development" : version);
        provenance.put("device", backend.describe());
        provenance.put("seed", Long.toString(options.seed()));
        provenance.put("discardThreshold", Double.toString(options.discardThreshold()));
        provenance.put("data", set.fingerprint());
        provenance.put("trainingPictures", Integer.toString(training.size()));
        provenance.put("validationPictures", Integer.toString(validation.size()));
    }

    /** What a level would refuse only after those before it have been trained is refused at once. */
    private void requireTrainable(LevelOptions level) {
        Network network = options.networks().network(level.network(), points);
        if (level.crop().landmarks() > points) {
            throw new IllegalArgumentException("Expected a crop for " + points + " landmarks, received '"
                    + level.crop().text() + "'. Fix: name landmarks from 0 to " + (points - 1) + ".");
        }
        TrainingPreset preset = level.preset();
        Node last = network.nodes().get(network.nodes().size() - 1);
        boolean classifies = last.layer()
                .map(layer -> layer.trainingOp(last.input()))
                .flatMap(op -> op instanceof SoftArgmax logits ? preset.loss().lossOfLogits(logits) : Optional.empty())
                .isPresent();
        if (!classifies) {
            preset.loss().loss(network.output());
        }
        level.start()
                .ifPresent(start ->
                        preset.initialization().draw(network, options.seed()).takenFrom(start));
    }

    LandmarkCascade run() {
        List<CascadeLevel> levels = new ArrayList<>();
        for (int l = 0; l < options.levels().size(); l++) {
            CropPolicy crop = options.levels().get(l).crop();
            LevelData data = l == 0 ? firstLevel(crop) : nextLevel(new LandmarkCascade(points, levels, Map.of()), crop);
            levels.add(train(l, data));
        }
        return new LandmarkCascade(points, levels, provenance);
    }

    private LevelData firstLevel(CropPolicy crop) {
        List<View> views =
                training.stream().map(sample -> view(crop, sample, NO_POINTS)).toList();
        return new LevelData(
                training,
                (sample, key) -> views.get(sample),
                validation.stream().map(sample -> view(crop, sample, NO_POINTS)).toList(),
                0,
                0,
                crop.text());
    }

    private LevelData nextLevel(LandmarkCascade cascade, CropPolicy crop) {
        List<Prediction> predictions = predict(cascade, training);
        List<Prediction> validationPredictions = predict(cascade, validation);
        ResidualPool pool = new ResidualPool();
        fill(pool, validation, validationPredictions);
        if (pool.size() < ENOUGH_RESIDUALS) {
            fill(pool, training, predictions);
        }
        List<PictureSource.Sample> kept = new ArrayList<>();
        List<View> before = new ArrayList<>();
        int discarded = 0;
        int unusable = 0;
        for (int i = 0; i < training.size(); i++) {
            PictureSource.Sample sample = training.get(i);
            if (view(crop, sample, truth(sample)).quality() == View.Quality.REPLACED) {
                unusable++;
            } else if (isFarOff(sample, predictions.get(i))) {
                discarded++;
            } else {
                kept.add(sample);
                before.add(last(predictions.get(i)).view());
            }
        }
        if (kept.isEmpty()) {
            throw new TrainingException(
                    "training pictures that level " + cascade.levels().size() + " misses by at most "
                            + options.discardThreshold() + " of the diagonal",
                    "none of " + training.size(),
                    "train that level longer or raise the discard threshold.");
        }
        List<View> validationViews = new ArrayList<>();
        for (int i = 0; i < validation.size(); i++) {
            validationViews.add(
                    view(crop, validation.get(i), validationPredictions.get(i).points()));
        }
        PictureSource.Viewing viewing =
                (sample, key) -> disturbed(crop, kept.get(sample), before.get(sample), pool, key);
        return new LevelData(
                kept, viewing, validationViews, discarded, unusable, crop.text() + " residuals=" + pool.fingerprint());
    }

    private View disturbed(CropPolicy crop, PictureSource.Sample sample, View before, ResidualPool pool, long key) {
        float[] truth = truth(sample);
        View view = view(crop, sample, pool.disturb(before, truth, key));
        return view.quality() == View.Quality.REPLACED ? view(crop, sample, truth) : view;
    }

    private CascadeLevel train(int index, LevelData data) {
        LevelOptions level = options.levels().get(index);
        Network network = options.networks().network(level.network(), points);
        TrainingPreset preset = withKnownMirror(level.presetFor(data.samples().size()));
        PictureSource source = new PictureSource(
                data.samples(),
                data.viewing(),
                preset.augmentation(),
                preset.preprocessing(),
                network.input(),
                data.identity());
        listener.levelStarted(new CascadeListener.LevelStart(
                index + 1,
                options.levels().size(),
                data.samples().size(),
                data.discarded(),
                data.unusable(),
                validation.size(),
                preset.steps(),
                preset.batch()));
        level.start().ifPresent(start -> noteStart(index, network, start));
        Optional<Validation> judge = validation.isEmpty()
                ? Optional.empty()
                : Optional.of(new LevelValidation(
                        backend, network, preset.preprocessing(), validation, data.validationViews()));
        TrainingResult result =
                Trainer.train(backend, network, source, judge, trainingOptions(index, preset, data), listener);
        double error = result.bestScore().orElse(Double.NaN);
        String prefix = "level" + (index + 1) + ".";
        provenance.put(prefix + "preset", preset.toString());
        provenance.put(prefix + "steps", Long.toString(result.bestSteps()));
        provenance.put(prefix + "validationError", Double.toString(error));
        provenance.put(prefix + "samples", Integer.toString(data.samples().size()));
        provenance.put(prefix + "discarded", Integer.toString(data.discarded()));
        provenance.put(prefix + "unusable", Integer.toString(data.unusable()));
        listener.levelEnded(new CascadeListener.LevelEnd(index + 1, result.bestSteps(), error));
        return new CascadeLevel(network, result.weights(), preset.preprocessing(), level.crop());
    }

    private void noteStart(int index, Network network, Weights start) {
        long taken = start.sharedWith(network);
        provenance.put("level" + (index + 1) + ".start", taken + " weights of " + start.fingerprint());
        listener.beginsWith(taken, network.weights().size());
    }

    /** Points whose mirror images are not known are trained without flips. */
    private TrainingPreset withKnownMirror(TrainingPreset preset) {
        boolean known = LandmarkLayout.of(points).isPresent();
        return known ? preset : preset.withAugmentation(preset.augmentation().withoutFlip());
    }

    private TrainingOptions trainingOptions(int index, TrainingPreset preset, LevelData data) {
        long epoch = Math.max(1, data.samples().size() / preset.batch());
        TrainingOptions result = TrainingOptions.of(preset, options.seed() + index)
                .withValidation(Math.max(epoch, preset.steps() / VALIDATIONS))
                .withProvenance(provenance);
        TrainingOptions begun =
                options.levels().get(index).start().map(result::withStart).orElse(result);
        long every = Math.max(1, preset.steps() / CHECKPOINTS);
        return options.checkpoints()
                .map(folder -> begun.withCheckpoints(folder.resolve("level" + (index + 1)), every))
                .orElse(begun);
    }

    private List<Prediction> predict(LandmarkCascade cascade, List<PictureSource.Sample> samples) {
        List<Prediction> predictions = new ArrayList<>(samples.size());
        try (CascadePredictor predictor = cascade.predictor(backend, PREDICTION_BATCH)) {
            for (int begin = 0; begin < samples.size(); begin += PREDICTION_BATCH) {
                List<Pixels> pictures =
                        samples.subList(begin, Math.min(begin + PREDICTION_BATCH, samples.size())).stream()
                                .map(sample -> CascadePredictor.picture(sample.set(), sample.index()))
                                .toList();
                predictions.addAll(predictor.predict(pictures));
                listener.preparing(predictions.size(), samples.size());
            }
        }
        return predictions;
    }

    private void fill(ResidualPool pool, List<PictureSource.Sample> samples, List<Prediction> predictions) {
        for (int i = 0; i < samples.size(); i++) {
            Prediction.Level level = last(predictions.get(i));
            if (!isFarOff(samples.get(i), predictions.get(i))) {
                pool.add(level.view(), level.points(), truth(samples.get(i)));
            }
        }
    }

    private boolean isFarOff(PictureSource.Sample sample, Prediction prediction) {
        float[] truth = truth(sample);
        float[] predicted = prediction.points();
        double sum = 0;
        for (int i = 0; i < truth.length; i += 2) {
            sum += Math.hypot((double) predicted[i] - truth[i], (double) predicted[i + 1] - truth[i + 1]);
        }
        double error = sum / points / Math.hypot(width(sample), height(sample));
        return !(error <= options.discardThreshold());
    }

    private static View view(CropPolicy crop, PictureSource.Sample sample, float[] landmarks) {
        return crop.view(landmarks, width(sample), height(sample));
    }

    private static Prediction.Level last(Prediction prediction) {
        return prediction.levels().get(prediction.levels().size() - 1);
    }

    private static float[] truth(PictureSource.Sample sample) {
        return sample.set().landmarks(sample.index());
    }

    private static int width(PictureSource.Sample sample) {
        return sample.set().width(sample.index());
    }

    private static int height(PictureSource.Sample sample) {
        return sample.set().height(sample.index());
    }

    private static List<PictureSource.Sample> samples(PictureSet set, Split split) {
        List<PictureSource.Sample> samples = new ArrayList<>();
        for (int i = 0; i < set.size(); i++) {
            if (set.split(i) == split) {
                samples.add(new PictureSource.Sample(set, i));
            }
        }
        return samples;
    }
}
