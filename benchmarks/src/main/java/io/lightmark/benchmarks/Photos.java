package io.lightmark.benchmarks;

import io.lightmark.data.AnnotatedPicture;
import io.lightmark.vision.image.Picture;
import io.lightmark.vision.image.PictureWriter;
import io.lightmark.vision.synthetic.SyntheticFaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The JPEG files that whole cascades are timed on: the user's, or generated ones that vanish on close. */
public final class Photos implements AutoCloseable {
    private static final int MOST_GENERATED = 16;
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;
    private static final int QUALITY = 95;

    private final List<Path> files;
    private final Optional<Path> ownFolder;

    private Photos(List<Path> files, Optional<Path> ownFolder) {
        this.files = List.copyOf(files);
        this.ownFolder = ownFolder;
    }

    /** The user's files. */
    public static Photos of(List<Path> files) {
        return new Photos(files, Optional.empty());
    }

    /** Generated faces of about 640 × 480, always the same: as many as asked for, at most {@value #MOST_GENERATED}. */
    public static Photos generate(int count) throws IOException {
        Path folder = Files.createTempDirectory("lightmark-photos");
        List<Path> files = new ArrayList<>();
        SyntheticFaces faces = new SyntheticFaces(1, WIDTH, HEIGHT);
        for (int i = 0; i < Math.min(count, MOST_GENERATED); i++) {
            AnnotatedPicture face = faces.face(i);
            Path file = folder.resolve(String.format(Locale.ROOT, "%02d.jpg", i));
            PictureWriter.writeJpeg(file, new Picture(face.width(), face.height(), face.bgr()), QUALITY);
            files.add(file);
        }
        return new Photos(files, Optional.of(folder));
    }

    /** As many files as a batch needs, from the first on, over again when there are fewer. */
    public List<Path> take(int count) {
        if (files.isEmpty()) {
            throw new IllegalStateException("Expected at least one photo, received none. Fix: generate some first.");
        }
        return Stream.iterate(0, i -> i + 1)
                .limit(count)
                .map(i -> files.get(i % files.size()))
                .toList();
    }

    @Override
    public void close() throws IOException {
        if (ownFolder.isPresent()) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(ownFolder.get());
        }
    }
}
