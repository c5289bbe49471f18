package io.lightmark.vision.celeba;

import io.lightmark.vision.image.PictureWriter;
import io.lightmark.vision.image.TestPictures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder in CelebA's layout, made piece by piece. */
public record TestFolder(Path root) {
    /** Five points of a face that fits in 60 x 50. */
    public static final String FACE = " 20 15 40 15 30 25 22 35 38 35\n";

    public TestFolder text(String name, String content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content, StandardCharsets.UTF_8);
        return this;
    }

    public TestFolder bytes(String name, byte[] content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        return this;
    }

    public TestFolder picture(String name, int width, int height) throws IOException {
        return bytes(name, PictureWriter.jpeg(TestPictures.of(width, height, name.hashCode()), 90));
    }
}
