package io.lightmark.train;

import io.lightmark.error.ModelFileException;
import io.lightmark.format.SealedTensors;
import io.lightmark.tensor.Tensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A training at rest: all weights and optimiser state after some steps. One safetensors file; a SHA-256 over metadata
 * and tensors tells a damaged one.
 *
 * @param run text that identifies the run: only the same run may go on from it
 * @param steps steps done
 * @param bestSteps steps done at the best validation; 0 when there was none
 * @param bestScore score of the best validation; infinite when there was none
 * @param provenance strings on where it comes from
 * @param tensors weights and optimiser state by name
 */
public record Checkpoint(
        String run,
        long steps,
        long bestSteps,
        double bestScore,
        Map<String, String> provenance,
        Map<String, Tensor> tensors) {
    private static final String KIND = "checkpoint 1";
    private static final String RUN = "run";
    private static final String STEPS = "steps";
    private static final String BEST_STEPS = "best_steps";
    private static final String BEST_SCORE = "best_score";
    private static final String PROVENANCE = "provenance.";

    /** Writes the checkpoint as a whole or not at all. */
    public void save(Path file) {
        Map<String, String> metadata = new TreeMap<>();
        metadata.put(RUN, run);
        metadata.put(STEPS, Long.toString(steps));
        metadata.put(BEST_STEPS, Long.toString(bestSteps));
        metadata.put(BEST_SCORE, Double.toString(bestScore));
        provenance.forEach((key, value) -> metadata.put(PROVENANCE + key, value));
        new SealedTensors(metadata, tensors).save(file, KIND);
    }

    /** Reads a checkpoint and checks that it is whole; any damage is a {@link ModelFileException}. */
    public static Checkpoint load(Path file) {
        SealedTensors content = SealedTensors.load(file, KIND);
        Map<String, String> metadata = content.metadata();
        Map<String, String> provenance = new LinkedHashMap<>();
        metadata.forEach((key, value) -> {
            if (key.startsWith(PROVENANCE)) {
                provenance.put(key.substring(PROVENANCE.length()), value);
            }
        });
        try {
            return new Checkpoint(
                    metadata.getOrDefault(RUN, ""),
                    Long.parseLong(metadata.getOrDefault(STEPS, "")),
                    Long.parseLong(metadata.getOrDefault(BEST_STEPS, "")),
                    Double.parseDouble(metadata.getOrDefault(BEST_SCORE, "")),
                    provenance,
                    content.tensors());
        } catch (NumberFormatException e) {
            throw new ModelFileException(
                    file.toString(), "numbers in steps, best_steps and best_score", metadata, "delete the file.");
        }
    }
}
