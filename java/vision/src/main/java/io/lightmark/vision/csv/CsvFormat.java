package io.lightmark.vision.csv;

import io.lightmark.data.Split;
import io.lightmark.error.DataException;
import io.lightmark.vision.annotation.AnnotationFormat;
import io.lightmark.vision.annotation.Annotations;
import io.lightmark.vision.annotation.Photo;
import io.lightmark.vision.annotation.SplitWords;
import io.lightmark.vision.report.Rejected;
import io.lightmark.vision.text.TextFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Comma-separated values: per row a picture's name, then x and y of every landmark, 0-based; optionally a line that names
 * the columns, see {@link CsvColumns}. Either one file is named, or a folder with {@code train.csv}, {@code val.csv} or
 * {@code test.csv}. The words in a file's name say the split, see {@link SplitWords}. Pictures lie in the folder named like
 * the file ({@code train/} beside {@code train.csv}), or, without that, beside the file.
 */
public final class CsvFormat implements AnnotationFormat {
    private static final String EXTENSION = ".csv";
    private static final List<String> NAMES =
            List.of("train", "training", "val", "valid", "validation", "test", "testing");

    @Override
    public String name() {
        return "csv";
    }

    @Override
    public String layout() {
        return "a .csv file, or a folder with train.csv, val.csv or test.csv and pictures in folders of these names";
    }

    @Override
    public boolean recognises(Path source) {
        return Files.isDirectory(source)
                ? !lists(source).isEmpty()
                : source.toString().toLowerCase(Locale.ROOT).endsWith(EXTENSION);
    }

    @Override
    public Annotations open(Path source) {
        boolean folder = Files.isDirectory(source);
        List<Path> lists = folder ? lists(source) : List.of(source);
        if (lists.isEmpty()) {
            throw new DataException(
                    source.toString(),
                    0,
                    0,
                    String.join(EXTENSION + ", ", NAMES) + EXTENSION,
                    "none of them",
                    "name the CSV file itself.");
        }
        int points = 0;
        List<Photo> photos = new ArrayList<>();
        List<Rejected> listed = new ArrayList<>();
        for (Path list : lists) {
            CsvList rows = read(list);
            if (points != 0 && rows.points() != points) {
                throw new DataException(
                        list.toString(),
                        0,
                        0,
                        points + " landmarks as in " + lists.get(0).getFileName(),
                        rows.points(),
                        "open the files separately.");
            }
            points = rows.points();
            photos.addAll(rows.photos());
            listed.addAll(rows.listed());
        }
        return new Annotations(source.toString(), folder ? source : source.resolveSibling(""), points, photos, listed);
    }

    private static CsvList read(Path list) {
        String stem = stem(list);
        boolean beside = Files.isDirectory(list.resolveSibling(stem));
        Split split = SplitWords.of(stem).orElse(Split.TRAIN);
        return CsvList.of(TextFile.read(list), beside ? stem + "/" : "", split);
    }

    private static String stem(Path list) {
        String name = String.valueOf(list.getFileName());
        return name.toLowerCase(Locale.ROOT).endsWith(EXTENSION)
                ? name.substring(0, name.length() - EXTENSION.length())
                : name;
    }

    private static List<Path> lists(Path folder) {
        return NAMES.stream()
                .map(word -> folder.resolve(word + EXTENSION))
                .filter(Files::isRegularFile)
                .toList();
    }
}
