package io.lightmark.cli.prediction;

import io.lightmark.cascade.Prediction;
import io.lightmark.cli.evaluation.LandmarkDrawing;
import io.lightmark.cli.output.OutputFolder;
import io.lightmark.vision.draw.LandmarkPainter;
import io.lightmark.vision.image.Picture;
import io.lightmark.vision.image.PictureWriter;
import java.nio.file.Path;
import java.util.Optional;

/** Draws photos with their landmarks into a folder, as PNG; photos of the same name get a number. */
public final class PhotoDrawing {
    private final OutputFolder folder;
    private final FreeNames names = new FreeNames();

    public PhotoDrawing(OutputFolder folder) {
        this.folder = folder;
    }

    /** Draws one photo. */
    public void draw(Path file, Picture picture, Prediction prediction) {
        Picture drawn = LandmarkPainter.paint(
                picture, LandmarkDrawing.marks(Optional.empty(), prediction), LandmarkDrawing.crop(prediction));
        PictureWriter.writePng(folder.file(names.of(file) + ".png"), drawn);
    }
}
