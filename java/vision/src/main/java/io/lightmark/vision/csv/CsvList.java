package io.lightmark.vision.csv;

import io.lightmark.data.AnnotatedPicture;
import io.lightmark.data.Split;
import io.lightmark.error.DataException;
import io.lightmark.vision.annotation.Box;
import io.lightmark.vision.annotation.Photo;
import io.lightmark.vision.report.Reason;
import io.lightmark.vision.report.Rejected;
import io.lightmark.vision.text.Line;
import io.lightmark.vision.text.PictureName;
import io.lightmark.vision.text.TextFile;
import io.lightmark.vision.text.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rows of one CSV file; see {@link CsvColumns} for what they may hold. A row may leave its split, box or attributes
 * empty. Of a repeated name the first row counts and the others are listed.
 *
 * @param points landmarks of every row
 */
record CsvList(int points, List<Photo> photos, List<Rejected> listed) {
    /**
     * Reads a file.
     *
     * @param folder put before every name: a folder of pictures and {@code /}, or nothing
     * @param split of rows that do not say theirs
     */
    static CsvList of(TextFile text, String folder, Split split) {
        List<Line> lines = text.cells();
        boolean headed = !lines.isEmpty() && CsvColumns.isHeader(lines.get(0));
        if (lines.size() == (headed ? 1 : 0)) {
            throw new DataException(
                    text.file(),
                    0,
                    0,
                    "at least one picture with its landmarks",
                    "none",
                    "check that the list is whole.");
        }
        CsvColumns columns = headed ? CsvColumns.ofHeader(lines.get(0)) : CsvColumns.ofRow(lines.get(0));
        List<Photo> photos = new ArrayList<>(lines.size());
        List<Rejected> listed = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (Line line : lines.subList(headed ? 1 : 0, lines.size())) {
            Photo photo = photo(line, columns, folder, split);
            Integer earlier = seen.putIfAbsent(photo.name(), line.number());
            if (earlier == null) {
                photos.add(photo);
            } else {
                String detail = "line " + line.number() + " repeats line " + earlier + "; the first one counts";
                listed.add(new Rejected(photo.name(), Reason.DUPLICATE_NAME, detail));
            }
        }
        return new CsvList(columns.points(), photos, listed);
    }

    private static Photo photo(Line line, CsvColumns columns, String folder, Split split) {
        String picture = folder + PictureName.of(line.token(0));
        List<Integer> places = columns.landmarks();
        float[] landmarks = new float[places.size()];
        for (int i = 0; i < landmarks.length && places.get(i) < line.tokens().size(); i++) {
            String what = (i % 2 == 0 ? "x" : "y") + " of point " + (i / 2 + 1);
            landmarks[i] = line.token(places.get(i)).coordinate(what);
        }
        line.requireTokens(columns.count(), columns.count() + " cells");
        Map<String, Integer> named = columns.named();
        Integer splitColumn = named.get(CsvColumns.SPLIT);
        Integer attributeColumn = named.get(CsvColumns.ATTRIBUTES);
        return new Photo(
                picture,
                picture,
                landmarks,
                splitColumn == null ? split : split(line.token(splitColumn), split),
                named.containsKey(CsvColumns.BOX.get(0)) ? box(line, named) : Optional.empty(),
                attributeColumn == null ? Set.of() : attributes(line.token(attributeColumn)));
    }

    private static Split split(Token token, Split otherwise) {
        return switch (token.text()) {
            case "" -> otherwise;
            case "train", "0" -> Split.TRAIN;
            case "val", "validation", "1" -> Split.VALIDATION;
            case "test", "2" -> Split.TEST;
            default -> throw token.bad("a split: train, val, test, or nothing", "correct the list.");
        };
    }

    private static Optional<Box> box(Line line, Map<String, Integer> named) {
        float[] box = new float[4];
        int empty = 0;
        for (int i = 0; i < 4; i++) {
            String name = CsvColumns.BOX.get(i);
            Token token = line.token(named.getOrDefault(name, 0));
            if (token.text().isEmpty()) {
                empty++;
                continue;
            }
            box[i] = token.coordinate(name);
            if (i >= 2 && box[i] < 0) {
                throw token.bad("a " + name + " of at least 0", "correct the list.");
            }
        }
        if (empty > 0 && empty < 4) {
            throw line.token(named.getOrDefault(CsvColumns.BOX.get(0), 0))
                    .bad("all four numbers of a box, or none", "complete the box, or leave it out.");
        }
        return empty == 4 ? Optional.empty() : Optional.of(new Box(box[0], box[1], box[2], box[3]));
    }

    private static Set<String> attributes(Token token) {
        Set<String> attributes = new TreeSet<>();
        for (String word : token.text().split("[; ]+", 0)) {
            if (!word.isEmpty() && !AnnotatedPicture.isAttribute(word)) {
                throw token.bad("attributes of letters, digits and '-', separated by ';'", "rename '" + word + "'.");
            }
            if (!word.isEmpty()) {
                attributes.add(word);
            }
        }
        return attributes;
    }
}
