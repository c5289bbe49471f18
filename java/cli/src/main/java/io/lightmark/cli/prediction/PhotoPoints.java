package io.lightmark.cli.prediction;

import io.lightmark.cascade.Prediction;
import io.lightmark.cli.output.OutputFolder;
import io.lightmark.vision.pointfile.PtsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a {@code .pts} file for each photo, as 300-W has them; photos of the same name get a number. */
public final class PhotoPoints {
    private final OutputFolder folder;
    private final FreeNames names = new FreeNames();

    public PhotoPoints(OutputFolder folder) {
        this.folder = folder;
    }

    /** Writes one photo's landmarks; false if one of them is no number, which the format has no word for. */
    public boolean write(Path photo, Prediction prediction) {
        String name = names.of(photo) + ".pts";
        for (float coordinate : prediction.points()) {
            if (!Float.isFinite(coordinate)) {
                return false;
            }
        }
        Path file = folder.file(name);
        try {
            Files.writeString(file, PtsFile.text(prediction.points()), StandardCharsets.US_ASCII);
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "Expected to write " + file + ", received " + failed
                            + ". Fix: check the folder and the free space.",
                    failed);
        }
        return true;
    }
}
