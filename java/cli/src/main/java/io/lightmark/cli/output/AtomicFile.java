package io.lightmark.cli.output;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Replaces files as a whole or not at all: a reader never sees half of one, an interrupted program leaves none behind. */
public final class AtomicFile {
    private AtomicFile() {}

    /**
     * Writes a file; missing folders are made.
     *
     * @throws UncheckedIOException if the disk or the permissions do not let it; the old file, if any, is then unharmed
     */
    public static void write(Path file, byte[] content) {
        Path target = file.toAbsolutePath();
        try {
            Path folder = target.getParent();
            if (folder == null || Files.isDirectory(target)) {
                throw new IOException("it is a folder");
            }
            Files.createDirectories(folder);
            Path temporary = folder.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
            try {
                Files.write(temporary, content, StandardOpenOption.CREATE_NEW);
                Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Expected a file that can be written, received " + file + " (" + e
                            + "). Fix: check the path, the permissions and the free space.",
                    e);
        }
    }
}
