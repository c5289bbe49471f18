package io.lightmark.vision.celeba;

import io.lightmark.error.DataException;
import io.lightmark.vision.text.Line;
import io.lightmark.vision.text.PictureName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A list of landmarks: per row a picture's name, then x and y of every point, whole numbers or decimals.
 *
 * @param points landmarks per picture
 * @param rows in the order of the file; names may repeat
 */
record LandmarkList(int points, List<Row> rows) {
    /** The annotation of one picture. */
    record Row(String name, int line, float[] landmarks) {}

    private static final int MOST_POINTS = 10_000;

    /** Reads a list; without a given number of points the first row decides. */
    static LandmarkList read(Path path, OptionalInt points) {
        return of(ListFile.read(path, "pictures"), points);
    }

    static LandmarkList of(ListFile file, OptionalInt wanted) {
        if (file.rows().isEmpty()) {
            throw new DataException(
                    file.file(),
                    0,
                    0,
                    "at least one picture with its landmarks",
                    "none",
                    "check that the list is whole.");
        }
        int points = wanted.isPresent() ? wanted.getAsInt() : points(file.rows().get(0));
        Line columns = file.columns();
        if (columns != null) {
            int names = columns.tokens().size();
            if (names != 2 * points && names != 2 * points + 1) {
                throw new DataException(
                        file.file(),
                        columns.number(),
                        0,
                        2 * points + " column names for " + points + " points",
                        names,
                        "correct the line of column names.");
            }
        }
        List<Row> rows = new ArrayList<>(file.rows().size());
        for (Line line : file.rows()) {
            rows.add(row(line, points));
        }
        return new LandmarkList(points, rows);
    }

    private static int points(Line first) {
        int numbers = first.tokens().size() - 1;
        if (numbers < 2 || numbers % 2 != 0 || numbers > 2 * MOST_POINTS) {
            throw new DataException(
                    first.file(),
                    first.number(),
                    first.length() + 1,
                    "a picture's name, then x and y of every point",
                    numbers + " words after the name",
                    "complete the line.");
        }
        return numbers / 2;
    }

    private static Row row(Line line, int points) {
        String name = PictureName.of(line.token(0));
        int checked = Math.min(line.tokens().size(), 1 + 2 * points);
        float[] landmarks = new float[2 * points];
        for (int i = 1; i < checked; i++) {
            landmarks[i - 1] = line.token(i).coordinate((i % 2 == 1 ? "x" : "y") + " of point " + (i + 1) / 2);
        }
        line.requireTokens(1 + 2 * points, "x and y of " + points + (points == 1 ? " point" : " points"));
        return new Row(name, line.number(), landmarks);
    }
}
