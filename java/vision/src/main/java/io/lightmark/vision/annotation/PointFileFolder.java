package io.lightmark.vision.annotation;

import io.lightmark.data.Split;
import io.lightmark.error.DataException;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * A folder, with folders in it, where each picture has a file of its own for its landmarks: {@code a.jpg} and {@code a.pts}.
 * The picture lies beside its file, or, if that is in a folder {@code annot}, in {@code imgs} beside that folder (300-VW).
 */
public final class PointFileFolder {
    private static final List<String> EXTENSIONS = List.of(".jpg", ".png", ".jpeg", ".bmp", ".JPG", ".PNG", ".ppm");

    private final Path root;
    private final String suffix;

    /**
     * @param root the folder
     * @param suffix of the files of landmarks, such as {@code .pts}
     */
    public PointFileFolder(Path root, String suffix) {
        this.root = root;
        this.suffix = suffix;
    }

    /** Whether there is any such file. */
    public boolean hasFiles() {
        if (!Files.isDirectory(root)) {
            return false;
        }
        try {
            return !files(1).isEmpty();
        } catch (IOException unreadable) {
            return false;
        }
    }

    /**
     * All files of landmarks, in the order of their paths.
     *
     * @throws DataException if there is none, or the folder cannot be read
     */
    public List<Path> pointFiles() {
        List<Path> found;
        try {
            found = files(Integer.MAX_VALUE).stream().sorted().toList();
        } catch (IOException failed) {
            throw new DataException(
                    root.toString(), 0, 0, "a readable folder", failed, "check the path and its permissions.");
        }
        if (found.isEmpty()) {
            throw new DataException(root.toString(), 0, 0, "files *" + suffix, "none in it", "check the path.");
        }
        return found;
    }

    /** Links are followed; one that leads back to a folder above it is passed over, as that folder is read anyway. */
    private List<Path> files(int most) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(
                root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        // A link to nothing counts, so that reading it says what is wrong.
                        if (!attributes.isOther()
                                && String.valueOf(file.getFileName()).endsWith(suffix)) {
                            found.add(file);
                        }
                        return found.size() < most ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException failed) throws IOException {
                        if (failed instanceof FileSystemLoopException) {
                            return FileVisitResult.CONTINUE;
                        }
                        throw failed;
                    }
                });
        return found;
    }

    /** The picture of a file of landmarks, relative to the folder, with {@code /}; empty if there is none. */
    public Optional<String> picture(Path pointFile) {
        String name = String.valueOf(pointFile.getFileName());
        String stem = name.substring(0, name.length() - suffix.length());
        List<Path> folders = new ArrayList<>(List.of(pointFile.resolveSibling("")));
        if (pointFile.resolveSibling("").endsWith("annot")) {
            folders.add(pointFile.resolveSibling("").resolveSibling("imgs"));
        }
        return folders.stream()
                .flatMap(folder -> EXTENSIONS.stream().map(extension -> folder.resolve(stem + extension)))
                .filter(Files::exists)
                .findFirst()
                .map(this::relative);
    }

    /** A file's name in messages and lists: its path below the folder, with {@code /}. */
    public String relative(Path file) {
        List<String> parts = new ArrayList<>();
        root.relativize(file).forEach(part -> parts.add(part.toString()));
        return String.join("/", parts);
    }

    /** The split that the folders around a file speak of, the innermost first: {@code trainset}, {@code test}. */
    public Split split(Path pointFile) {
        Path relative = root.relativize(pointFile);
        for (int i = relative.getNameCount() - 2; i >= 0; i--) {
            Optional<Split> split = SplitWords.of(relative.getName(i).toString());
            if (split.isPresent()) {
                return split.get();
            }
        }
        Path own = root.toAbsolutePath().normalize().getFileName();
        return SplitWords.of(String.valueOf(own)).orElse(Split.TRAIN);
    }
}
