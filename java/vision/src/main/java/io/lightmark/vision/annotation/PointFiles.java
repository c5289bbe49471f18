package io.lightmark.vision.annotation;

import io.lightmark.error.DataException;
import io.lightmark.vision.report.Reason;
import io.lightmark.vision.report.Rejected;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads all files of a {@link PointFileFolder}. */
public final class PointFiles {
    private static final String MIRROR = "_mirror";

    /**
     * What one file says.
     *
     * @param landmarks x₁, y₁, x₂, …; empty where some of them are not given
     * @param whyNone what is missing where they are empty, for people
     */
    public record Content(Optional<float[]> landmarks, Set<String> attributes, String whyNone) {
        public Content(float[] landmarks) {
            this(landmarks, Set.of());
        }

        public Content(float[] landmarks, Set<String> attributes) {
            this(Optional.of(landmarks), attributes, "");
        }

        /** A file that has no landmarks, or not all of them. */
        public static Content without(String whyNone) {
            return new Content(Optional.empty(), Set.of(), whyNone);
        }
    }

    private PointFiles() {}

    /**
     * Reads a folder. Files without a picture, mirrored copies ({@code …_mirror}) and faces with missing landmarks are
     * listed.
     *
     * @param suffix of the files of landmarks
     * @param reader reads one of them
     * @throws DataException if there is no such file, one cannot be read, or they differ in the number of landmarks
     */
    public static Annotations read(Path root, String suffix, Function<Path, Content> reader) {
        PointFileFolder folder = new PointFileFolder(root, suffix);
        List<Photo> photos = new ArrayList<>();
        List<Rejected> listed = new ArrayList<>();
        Optional<Path> first = Optional.empty();
        int points = 0;
        for (Path file : folder.pointFiles()) {
            String name = folder.relative(file);
            if (name.endsWith(MIRROR + suffix)) {
                listed.add(new Rejected(name, Reason.MIRROR_COPY, "its name ends in " + MIRROR));
                continue;
            }
            Content content = reader.apply(file);
            if (content.landmarks().isEmpty()) {
                listed.add(new Rejected(name, Reason.MISSING_POINTS, content.whyNone()));
                continue;
            }
            float[] landmarks = content.landmarks().get();
            if (first.isPresent() && landmarks.length != 2 * points) {
                throw otherNumber(file, landmarks.length / 2, points, folder.relative(first.get()));
            }
            first = first.or(() -> Optional.of(file));
            points = landmarks.length / 2;
            Optional<String> picture = folder.picture(file);
            if (picture.isEmpty()) {
                listed.add(new Rejected(name, Reason.MISSING, "no picture of this name beside it"));
            } else {
                String there = picture.get();
                photos.add(
                        new Photo(there, there, landmarks, folder.split(file), Optional.empty(), content.attributes()));
            }
        }
        if (points == 0) {
            throw new DataException(
                    root.toString(), 0, 0, "at least one file with all landmarks", "none", "check the folder.");
        }
        return new Annotations(root.toString(), root, points, photos, listed);
    }

    private static DataException otherNumber(Path file, int points, int expected, String first) {
        return new DataException(
                file.toString(),
                0,
                0,
                expected + " landmarks as in " + first,
                points,
                "put files of different kinds into folders of their own.");
    }
}
