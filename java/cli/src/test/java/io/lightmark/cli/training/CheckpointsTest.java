package io.lightmark.cli.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only checkpoints count as checkpoints, and only they are removed. */
final class CheckpointsTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void liesBesideTheModel() {
        assertEquals(
                folder.resolve("face.checkpoints"),
                Checkpoints.besides(folder.resolve("face.safetensors")).folder());
        assertEquals(
                folder.resolve("face.checkpoints"),
                Checkpoints.besides(folder.resolve("face")).folder());
    }

    @Test
    void removesNothingElse() throws IOException {
        Checkpoints checkpoints = new Checkpoints(folder);
        assertFalse(checkpoints.exist(), "an empty folder");
        Path level = Files.createDirectory(folder.resolve("level1"));
        Path mine = Files.writeString(level.resolve("notes.txt"), "mine");
        Path other = Files.writeString(folder.resolve("step-000000000005.safetensors"), "not in a level");
        assertFalse(checkpoints.exist(), "files of other kinds");
        Path top = Files.writeString(level.resolve("top-000000000005.safetensors"), "x");
        assertTrue(checkpoints.exist(), "one of the best steps");
        Path step = Files.writeString(level.resolve("step-000000000005.safetensors"), "x");
        Path best = Files.writeString(level.resolve("best.safetensors"), "x");
        assertTrue(checkpoints.exist(), "a checkpoint");
        checkpoints.remove();
        assertFalse(Files.exists(step) || Files.exists(top) || Files.exists(best), "checkpoints are gone");
        assertTrue(Files.exists(mine) && Files.exists(other), "other files stay");
    }
}
