package io.lightmark.vision.draw;

import io.lightmark.vision.image.Picture;
import java.util.List;
import java.util.Optional;

/**
 * A picture with what is drawn on it.
 *
 * @param picture the picture, in any size
 * @param caption one line below it, such as its name and error; empty for none
 * @param marks landmarks, drawn in this order
 * @param crop the crop of the second level
 */
public record Cell(Picture picture, String caption, List<Marks> marks, Optional<Frame> crop) {
    public Cell {
        marks = List.copyOf(marks);
    }

    public Cell(Picture picture, String caption, List<Marks> marks) {
        this(picture, caption, marks, Optional.empty());
    }
}
