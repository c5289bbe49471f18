package io.lightmark.backend.library;

import io.lightmark.error.DeviceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Puts a library out of a jar into a file, where only its user can have written it.
 *
 * <p>The file lies in a cache folder of the user, under the SHA-256 of its contents, so that versions never meet. An
 * existing file is used only when it is this user's and byte for byte the library in the jar; a truncated or planted
 * one is replaced. A new one is written under a random name beside it, forced to disk and moved into place, so that
 * several processes may start at once. When the cache cannot be used, a fresh private folder takes its place and is
 * removed as soon as the library is loaded.
 *
 * @param cache folder of this program's caches; created when missing
 * @param fileName name of the library file
 * @param pathProperty system property with the path of a file to load instead, for messages
 */
record NativeExtraction(Path cache, String fileName, String pathProperty) {
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");
    private static final FileAttribute<Set<PosixFilePermission>> CREATE_PRIVATE =
            PosixFilePermissions.asFileAttribute(PRIVATE);

    /** Extraction to {@code $XDG_CACHE_HOME/lightmark}, else {@code ~/.cache/lightmark}. */
    static NativeExtraction toUserCache(String fileName, String pathProperty) {
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path home = Path.of(System.getProperty("user.home", ""), ".cache");
        Path root = xdg != null && Path.of(xdg).isAbsolute() ? Path.of(xdg) : home;
        return new NativeExtraction(root.resolve("lightmark"), fileName, pathProperty);
    }

    /**
     * Extracts and loads.
     *
     * @param library contents of the library
     * @param loader loads a file or throws {@link DeviceException}
     * @return where the library was loaded from, for people
     */
    String load(byte[] library, Consumer<Path> loader) {
        try {
            Path file = cached(library);
            loader.accept(file);
            return file.toString();
        } catch (IOException | DeviceException cacheFailure) {
            return loadFromPrivateFolder(library, loader, cacheFailure);
        }
    }

    /** The library in the cache, verified, or just written. */
    Path cached(byte[] library) throws IOException {
        if (!cache.isAbsolute()) {
            throw new IOException("the home folder of this user is not known");
        }
        Path folder = cache.resolve(sha256(library));
        makePrivate(cache);
        makePrivate(folder);
        Path file = folder.resolve(fileName);
        Path fresh = Files.createTempFile(folder, fileName, ".tmp");
        try {
            requireSameOwner(cache, fresh);
            requireSameOwner(folder, fresh);
            if (!isIntact(file, fresh, library)) {
                write(fresh, library);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(fresh);
        }
        return file;
    }

    private String loadFromPrivateFolder(byte[] library, Consumer<Path> loader, Exception cacheFailure) {
        try {
            Path folder = Files.createTempDirectory("lightmark");
            Path file = folder.resolve(fileName);
            try {
                write(Files.createFile(file), library);
                loader.accept(file);
            } finally {
                Files.deleteIfExists(file);
                Files.deleteIfExists(folder);
            }
            return "a private copy, because the cache " + cache + " cannot be used (" + cacheFailure + ")";
        } catch (IOException | DeviceException e) {
            e.addSuppressed(cacheFailure);
            throw new DeviceException(
                    "a folder to extract and load the native library in",
                    "for " + cache + ": " + cacheFailure + "; for a fresh temporary folder: " + e,
                    "set XDG_CACHE_HOME to a folder that is writable and allows execution, or pass -D" + pathProperty
                            + "=<file>.",
                    e);
        }
    }

    /** Creates a folder that only its owner may enter, or makes an existing one so; a link is no folder. */
    private static void makePrivate(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(folder, CREATE_PRIVATE);
        }
        if (Files.isSymbolicLink(folder)) {
            throw new IOException(folder + " is a symbolic link");
        }
        if (!Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS).equals(PRIVATE)) {
            Files.setPosixFilePermissions(folder, PRIVATE);
        }
    }

    private static boolean isIntact(Path file, Path own, byte[] library) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && userId(file).equals(userId(own))
                && Files.size(file) == library.length
                && Arrays.equals(Files.readAllBytes(file), library);
    }

    private static void requireSameOwner(Path folder, Path own) throws IOException {
        if (!userId(folder).equals(userId(own))) {
            throw new IOException(folder + " belongs to another user");
        }
    }

    private static Object userId(Path path) throws IOException {
        return Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    private static void write(Path file, byte[] library) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer remaining = ByteBuffer.wrap(library);
            while (remaining.hasRemaining()) {
                channel.write(remaining);
            }
            channel.force(true);
        }
    }

    private static String sha256(byte[] data) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
