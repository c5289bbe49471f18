package io.lightmark.vision.pointfile;

import io.lightmark.error.DataException;
import io.lightmark.vision.text.Line;
import java.util.List;

/** Landmarks as lines of x and y. */
final class PointLines {
    static final int MOST_POINTS = 10_000;

    private PointLines() {}

    /**
     * The numbers of all lines.
     *
     * @param shift added to every coordinate: −1 for files that count pixels from 1
     */
    static float[] read(String file, List<Line> lines, int shift) {
        if (lines.isEmpty() || lines.size() > MOST_POINTS) {
            throw new DataException(
                    file,
                    0,
                    0,
                    "1 to " + MOST_POINTS + " lines of x and y",
                    lines.size() + " lines",
                    "check that the file is whole.");
        }
        float[] landmarks = new float[2 * lines.size()];
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            landmarks[2 * i] = line.token(0).coordinate("x of point " + (i + 1)) + shift;
            line.requireTokens(2, "x and y of point " + (i + 1));
            landmarks[2 * i + 1] = line.token(1).coordinate("y of point " + (i + 1)) + shift;
        }
        return landmarks;
    }
}
