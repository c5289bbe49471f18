package io.lightmark.vision;

import io.lightmark.data.PictureSet;
import io.lightmark.vision.report.ReadReport;

/**
 * A dataset ready for use, and what became of everything that was read for it.
 *
 * @param pictures what can be used
 * @param report what could not, and why; for a packed file everything in it is used
 */
public record OpenedDataset(PictureSet pictures, ReadReport report) implements AutoCloseable {
    /** Closes the pictures. */
    @Override
    public void close() {
        pictures.close();
    }
}
