package io.lightmark.cli.evaluation;

import io.lightmark.cascade.Prediction;
import io.lightmark.data.PictureSet;
import io.lightmark.picture.Frame;
import io.lightmark.vision.draw.Ink;
import io.lightmark.vision.draw.Marks;
import io.lightmark.vision.image.Picture;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is drawn for a prediction: level 1 red, the last level blue, and the last level's crop. */
public final class LandmarkDrawing {
    private LandmarkDrawing() {}

    /** The landmarks of the first and the last level, and before them the truth where it is known. */
    public static List<Marks> marks(Optional<float[]> truth, Prediction prediction) {
        List<Marks> marks = new ArrayList<>();
        truth.ifPresent(points -> marks.add(new Marks(Ink.TRUTH, points)));
        marks.add(new Marks(Ink.LEVEL1, prediction.levels().get(0).points()));
        if (prediction.levels().size() > 1) {
            marks.add(new Marks(Ink.LEVEL2, prediction.points()));
        }
        return marks;
    }

    /** Where the last level looked; empty when it is the only one, which looks at everything. */
    public static Optional<io.lightmark.vision.draw.Frame> crop(Prediction prediction) {
        int count = prediction.levels().size();
        if (count < 2) {
            return Optional.empty();
        }
        Frame frame = prediction.levels().get(count - 1).view().pixels();
        return Optional.of(
                new io.lightmark.vision.draw.Frame(frame.x(-1, 0), frame.y(0, -1), frame.x(1, 0), frame.y(0, 1)));
    }

    /** A picture of a set, for drawing. */
    public static Picture picture(PictureSet set, int index) {
        ByteBuffer pixels = ByteBuffer.allocate(set.bytes(index));
        set.pixels(index, pixels);
        return new Picture(set.width(index), set.height(index), pixels.array());
    }
}
