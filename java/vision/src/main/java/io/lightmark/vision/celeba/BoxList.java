package io.lightmark.vision.celeba;

import io.lightmark.vision.annotation.Box;
import io.lightmark.vision.text.Line;
import io.lightmark.vision.text.PictureName;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Face boxes: per row a name, then x, y, width and height. */
final class BoxList {
    private static final String[] NUMBERS = {"x", "y", "width", "height"};

    private BoxList() {}

    /** Reads a list; of a repeated name the first box counts. */
    static Map<String, Box> read(Path path) {
        return of(ListFile.read(path, "pictures"));
    }

    static Map<String, Box> of(ListFile file) {
        Map<String, Box> boxes = new HashMap<>();
        for (Line line : file.rows()) {
            String name = PictureName.of(line.token(0));
            float[] box = new float[4];
            for (int i = 1; i < Math.min(5, line.tokens().size()); i++) {
                box[i - 1] = line.token(i).coordinate("the " + NUMBERS[i - 1] + " of the box");
            }
            line.requireTokens(5, "x, y, width and height of a box");
            for (int i = 2; i < 4; i++) {
                if (box[i] < 0) {
                    throw line.token(i + 1).bad("a " + NUMBERS[i] + " of at least 0", "correct the list.");
                }
            }
            boxes.putIfAbsent(name, new Box(box[0], box[1], box[2], box[3]));
        }
        return boxes;
    }
}
