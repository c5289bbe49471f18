package io.lightmark.cascade;

import io.lightmark.backend.Backend;
import io.lightmark.data.PictureSet;
import io.lightmark.models.NetworkCatalogue;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A trained cascade: levels of networks, each looking closer at the face than the one before. Holds no device and no
 * native memory; {@link #predictor} makes it ready on one. Source: Yu Tingsong, "cascaded_mobilenet-v2", 2018, after Sun
 * et al., "Deep convolutional network cascade for facial point detection", CVPR 2013.
 */
public final class LandmarkCascade {
    private final int points;
    private final List<CascadeLevel> levels;
    private final Map<String, String> provenance;

    /**
     * @param points landmarks that every level predicts
     * @param levels at least one
     * @param provenance strings on where the weights come from, kept in the model file
     */
    public LandmarkCascade(int points, List<CascadeLevel> levels, Map<String, String> provenance) {
        if (levels.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one level, received none. Fix: train one.");
        }
        for (CascadeLevel level : levels) {
            int outputs = level.network().output().c();
            if (outputs != 2 * points || level.crop().landmarks() > points) {
                throw new IllegalArgumentException("Expected levels for " + points + " landmarks, received "
                        + level.network().name() + " with " + outputs + " outputs and the crop '"
                        + level.crop().text() + "'. Fix: use a network and a crop for these landmarks.");
            }
        }
        if (levels.get(0).crop().landmarks() > 0) {
            throw new IllegalArgumentException("Expected a first level that needs no landmarks, received the crop '"
                    + levels.get(0).crop().text() + "'. Fix: use 'whole' or 'compat-whole'.");
        }
        this.points = points;
        this.levels = List.copyOf(levels);
        this.provenance = Collections.unmodifiableMap(new TreeMap<>(provenance));
    }

    /**
     * Trains a cascade level by level on the training split of a set, choosing weights by its validation split. Before
     * each further level the cascade so far predicts all pictures; training pictures that it misses by more than the
     * discard threshold are left out of that level, and the windows of the others are moved by errors that it really made.
     *
     * @throws io.lightmark.error.TrainingException if the training cannot go on
     */
    public static LandmarkCascade train(
            PictureSet set, CascadeOptions options, Backend backend, CascadeListener listener) {
        return new CascadeTraining(set, options, backend, listener).run();
    }

    /** Reads a model file whose networks are this library's own. */
    public static LandmarkCascade load(Path file) {
        return load(file, NetworkCatalogue.standard());
    }

    /**
     * Reads a model file.
     *
     * @throws io.lightmark.error.ModelFileException if the file is damaged, no cascade, or names an unknown network
     */
    public static LandmarkCascade load(Path file, NetworkCatalogue networks) {
        return CascadeFile.load(file, networks);
    }

    /** Writes the cascade as one safetensors file, as a whole or not at all. */
    public void save(Path file) {
        CascadeFile.save(this, file);
    }

    /** A predictor for one picture at a time; close it. */
    public CascadePredictor predictor(Backend backend) {
        return CascadePredictor.open(this, backend);
    }

    /** A predictor for up to {@code batch} pictures at once; close it. */
    public CascadePredictor predictor(Backend backend, int batch) {
        return CascadePredictor.open(this, backend, batch);
    }

    /** A predictor for up to {@code batch} pictures at once that averages several looks; close it. */
    public CascadePredictor predictor(Backend backend, int batch, TestTimeAveraging averaging) {
        return CascadePredictor.open(this, backend, batch, averaging);
    }

    /** Landmarks per picture. */
    public int points() {
        return points;
    }

    public List<CascadeLevel> levels() {
        return levels;
    }

    /** Where the weights come from: data fingerprint, seed, preset, device, version, figures of the training. */
    public Map<String, String> provenance() {
        return provenance;
    }
}
