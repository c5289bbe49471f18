package io.lightmark.cascade;

import io.lightmark.augment.Augmentation;
import io.lightmark.augment.Geometry;
import io.lightmark.train.Loss;
import io.lightmark.train.TrainingPreset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Complete recipes of cascades, by name. */
public final class CascadePresets {
    /** Two levels of {@code cascade48} with the default recipe and the consistent crop, for five points. */
    public static final CascadeOptions DEFAULT = CascadeOptions.of(
            0.05,
            LevelOptions.of("cascade48", new WholePicture(), TrainingPreset.DEFAULT),
            LevelOptions.of("cascade48", NoseEyeCrop.FIVE_POINTS, TrainingPreset.DEFAULT));

    /** The published cascade: its solver, its arithmetic, its threshold of 10 %. */
    public static final CascadeOptions SEED = CascadeOptions.of(
            0.1,
            LevelOptions.of("cascade48", new CompatWhole(), TrainingPreset.SEED),
            LevelOptions.of("cascade48", CompatCrop.FIVE_POINTS, TrainingPreset.SEED));

    /**
     * Coordinates as classes of two pixels' spread. Seen with {@code landmark-small@96} on upright crops of 217 held-out
     * photos of 300-W (training split, seed 1, 50 epochs of 1,770 photos, one run each): 4.58 % of the inter-ocular
     * distance, against 5.38 % by regression with smooth L1.
     */
    private static final TrainingPreset CLASSES =
            TrainingPreset.LANDMARKS.withLoss(new Loss.CoordinateClassification(2, 1));

    /** What is left of place and side once a face has been turned upright by the level before. */
    private static final TrainingPreset UPRIGHT =
            CLASSES.withAugmentation(Augmentation.STRONG.withGeometry(new Geometry(1, 12, 0.1, 0.05, 0.5)));

    private static final double SHARE_LEFT_OUT = 0.2;
    private static final LevelOptions FINDER = LevelOptions.of(
                    "landmark-small-0.4@64+simcc", new WholePicture(), CLASSES)
            .withEpochs(100);

    /**
     * Dense landmarks, such as the 68 of 300-W, in a model file of at most 15 MB: a small network finds the face, a
     * MobileNetV3 reads the landmarks off the face turned upright.
     */
    public static final CascadeOptions LANDMARKS = CascadeOptions.of(
            SHARE_LEFT_OUT,
            FINDER,
            LevelOptions.of("mobilenet-v3-large-0.75@96+simcc", new UprightCrop(0.15), UPRIGHT)
                    .withEpochs(300));

    /** The same in a model file of at most 1 MB. */
    public static final CascadeOptions LANDMARKS_SMALL = CascadeOptions.of(
            SHARE_LEFT_OUT,
            FINDER,
            LevelOptions.of("landmark-small@96+simcc", new UprightCrop(0.15), UPRIGHT)
                    .withEpochs(300));

    private static final Map<String, CascadeOptions> BY_NAME = byName();

    private CascadePresets() {}

    private static Map<String, CascadeOptions> byName() {
        Map<String, CascadeOptions> presets = new LinkedHashMap<>();
        presets.put("default", DEFAULT);
        presets.put("seed", SEED);
        presets.put("landmarks", LANDMARKS);
        presets.put("landmarks-small", LANDMARKS_SMALL);
        return Collections.unmodifiableMap(presets);
    }

    /** All names. */
    public static Set<String> names() {
        return BY_NAME.keySet();
    }

    /**
     * The recipe of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static CascadeOptions ofName(String name) {
        CascadeOptions preset = BY_NAME.get(name);
        if (preset == null) {
            throw new IllegalArgumentException("Expected the name of a preset, received '" + name
                    + "'. Fix: use one of " + BY_NAME.keySet() + ".");
        }
        return preset;
    }
}
