package io.lightmark.cli.experiment;

import io.lightmark.data.AnnotatedPicture;
import io.lightmark.data.PackedDataset;
import io.lightmark.data.PackedDatasetWriter;
import io.lightmark.data.PictureSet;
import io.lightmark.error.TrainingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where an experiment keeps what it found: a folder per run with {@code result.json}, {@code model.safetensors}, the
 * losses, and checkpoints while it trains; the held-out pictures, so that reports can show some; the table.
 *
 * @param path the folder
 */
public record ExperimentFolder(Path path) {
    private static final String RESULT = "result.json";
    private static final String FINGERPRINT = "heldOut";

    /** The folder of a run. */
    public Path run(String id) {
        return path.resolve(id);
    }

    /** A run's result file; exists when the run is finished. */
    Path result(String id) {
        return run(id).resolve(RESULT);
    }

    /** The result of a run, once it is finished. */
    public Optional<RunResult> finished(String id) {
        Path file = result(id);
        return Files.isRegularFile(file) ? Optional.of(RunResultFile.read(file)) : Optional.empty();
    }

    /** The results of all finished runs, by folder. */
    public List<RunResult> results() {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(path)) {
            return folders.sorted()
                    .map(folder -> folder.resolve(RESULT))
                    .filter(Files::isRegularFile)
                    .map(RunResultFile::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Expected the folder of an experiment, received " + path + " (" + e + "). Fix: check the path.", e);
        }
    }

    /** The held-out pictures, as a packed dataset; need not exist. */
    public Path heldOut() {
        return path.resolve("held-out.safetensors");
    }

    /**
     * Keeps the held-out pictures, unless an earlier run has.
     *
     * @throws TrainingException if an earlier run was, or was to be, judged on others
     */
    void keepHeldOut(PictureSet pictures, String source) {
        String fingerprint = pictures.fingerprint();
        HeldOutPictures.requireSame(results(), fingerprint);
        if (Files.isRegularFile(heldOut())) {
            try (PackedDataset kept = PackedDataset.open(heldOut())) {
                HeldOutPictures.requireSame(
                        heldOut().toString(), kept.metadata().getOrDefault(FINGERPRINT, fingerprint), fingerprint);
            }
            return;
        }
        try (PackedDatasetWriter writer = PackedDatasetWriter.create(heldOut(), pictures.points())) {
            for (int i = 0; i < pictures.size(); i++) {
                writer.add(picture(pictures, i));
            }
            writer.commit(Map.of("sources", source, FINGERPRINT, fingerprint));
        }
    }

    /** Opens the held-out pictures; empty where they are missing. The caller closes them. */
    public Optional<PictureSet> openHeldOut() {
        return Files.isRegularFile(heldOut()) ? Optional.of(PackedDataset.open(heldOut())) : Optional.empty();
    }

    private static AnnotatedPicture picture(PictureSet set, int index) {
        ByteBuffer pixels = ByteBuffer.allocate(set.bytes(index));
        set.pixels(index, pixels);
        return new AnnotatedPicture(
                set.name(index),
                set.split(index),
                set.width(index),
                set.height(index),
                pixels.array(),
                set.landmarks(index),
                set.attributes(index));
    }
}
