package io.lightmark.vision.lists;

import io.lightmark.data.Split;
import io.lightmark.error.DataException;
import io.lightmark.vision.annotation.Annotations;
import io.lightmark.vision.annotation.FaceNames;
import io.lightmark.vision.annotation.Photo;
import io.lightmark.vision.annotation.PictureFolders;
import io.lightmark.vision.annotation.SplitWords;
import io.lightmark.vision.text.Line;
import io.lightmark.vision.text.TextFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the list formats share: finding the lists, and putting their rows together. */
final class ListedFaces {
    /** How a format reads a line. */
    interface Row {
        /** The face of a line; the photo's name is given to it afterwards. */
        Photo read(Line line, Split split);
    }

    private ListedFaces() {}

    /**
     * The lists of a source: itself if it is a file, else the files in the given folders of it with such a name. A list that
     * lies in several of them is a copy: the first one counts.
     */
    static List<Path> lists(Path source, Pattern name, List<String> folders) {
        if (!Files.isDirectory(source)) {
            return Files.isRegularFile(source) ? List.of(source) : List.of();
        }
        Map<String, Path> lists = new LinkedHashMap<>();
        folders.stream()
                .map(source::resolve)
                .filter(Files::isDirectory)
                .flatMap(folder -> named(folder, name).stream())
                .forEach(list -> lists.putIfAbsent(String.valueOf(list.getFileName()), list));
        return List.copyOf(lists.values());
    }

    private static List<Path> named(Path folder, Pattern name) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> isNamed(file, name)).sorted().toList();
        } catch (IOException | UncheckedIOException unreadable) {
            return List.of();
        }
    }

    static boolean isNamed(Path file, Pattern name) {
        return name.matcher(String.valueOf(file.getFileName())).matches();
    }

    /**
     * Reads lists; a picture may have several faces.
     *
     * @param pictureFolders where the pictures may lie, likely places first
     * @throws DataException if there is no list or no row, a line cannot be understood, or rows differ in the number of
     *     landmarks
     */
    static Annotations read(Path source, List<Path> lists, List<Path> pictureFolders, String expected, Row row) {
        List<Photo> photos = new ArrayList<>();
        FaceNames names = new FaceNames();
        int points = 0;
        for (Path list : lists) {
            Split split = SplitWords.of(String.valueOf(list.getFileName())).orElse(Split.TRAIN);
            for (Line line : TextFile.read(list).words()) {
                Photo face = row.read(line, split);
                if (points != 0 && face.landmarks().length != 2 * points) {
                    throw new DataException(
                            line.file(),
                            line.number(),
                            0,
                            points + " landmarks as in the lines before",
                            face.landmarks().length / 2,
                            "open lists of different kinds separately.");
                }
                points = face.landmarks().length / 2;
                photos.add(face.withName(names.next(face.picture())));
            }
        }
        if (photos.isEmpty()) {
            String received = lists.isEmpty() ? "no such list" : "no line";
            throw new DataException(source.toString(), 0, 0, expected, received, "name the list's file itself.");
        }
        Path pictures = PictureFolders.holding(photos.get(0).picture(), pictureFolders);
        return new Annotations(source.toString(), pictures, points, photos, List.of());
    }

    /** A line's landmarks x₁, y₁, x₂, … from one of its words on. */
    static float[] landmarks(Line line, int first, int points) {
        float[] landmarks = new float[2 * points];
        for (int i = 0; i < landmarks.length; i++) {
            landmarks[i] = line.token(first + i).coordinate((i % 2 == 0 ? "x" : "y") + " of point " + (i / 2 + 1));
        }
        return landmarks;
    }

    /** The folder of a list and the folders above it, as far as they can be named. */
    static List<Path> above(Path list, int levels) {
        List<Path> folders = new ArrayList<>();
        Path folder = list.toAbsolutePath().normalize().getParent();
        for (int i = 0; i <= levels && folder != null; i++) {
            folders.add(folder);
            folder = folder.getParent();
        }
        return folders;
    }
}
