package io.lightmark.backend.library;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lightmark.error.DeviceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NativeExtractionTest {
    private static final byte[] LIBRARY = "not really a library".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path home;

    private NativeExtraction extraction() {
        return new NativeExtraction(home.resolve("cache/lightmark"), "lib.so", "lightmark.native.path");
    }

    @Test
    void writesOnceAndReuses() throws IOException {
        Path file = extraction().cached(LIBRARY);
        Object inode = Files.getAttribute(file, "unix:ino");
        assertArrayEquals(LIBRARY, Files.readAllBytes(file));
        assertEquals(file, extraction().cached(LIBRARY));
        assertEquals(inode, Files.getAttribute(file, "unix:ino"), "an intact file is not written again");
        try (Stream<Path> left = Files.list(file.getParent())) {
            assertEquals(List.of(file), left.toList(), "no temporary file is left");
        }
    }

    @Test
    void differentLibrariesNeverMeet() throws IOException {
        byte[] other = "another".getBytes(StandardCharsets.UTF_8);
        Path first = extraction().cached(LIBRARY);
        Path second = extraction().cached(other);
        assertArrayEquals(LIBRARY, Files.readAllBytes(first));
        assertArrayEquals(other, Files.readAllBytes(second));
    }

    @Test
    void foldersArePrivateEvenWhenTheyWereNot() throws IOException {
        Files.createDirectories(extraction().cache());
        Files.setPosixFilePermissions(extraction().cache(), PosixFilePermissions.fromString("rwxrwxrwx"));
        Path folder = extraction().cached(LIBRARY).getParent();
        for (Path each : List.of(folder, folder.getParent())) {
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(each)), "" + each);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not really a libr", "NOT REALLY A LIBRARY", "not really a library, but longer"})
    void replacesADamagedFile(String contents) throws IOException {
        Path file = extraction().cached(LIBRARY);
        Files.writeString(file, contents);
        assertArrayEquals(LIBRARY, Files.readAllBytes(extraction().cached(LIBRARY)));
    }

    @Test
    void replacesAPlantedLinkAndLeavesItsTarget() throws IOException {
        Path file = extraction().cached(LIBRARY);
        Path target = Files.write(home.resolve("target"), LIBRARY);
        Files.delete(file);
        Files.createSymbolicLink(file, target);
        extraction().cached(LIBRARY);
        assertTrue(Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS), "the link is gone");
        assertArrayEquals(LIBRARY, Files.readAllBytes(target));
    }

    @Test
    void refusesALinkedCacheFolder() throws IOException {
        Files.createDirectories(home.resolve("cache"));
        Path elsewhere = Files.createDirectory(home.resolve("elsewhere"));
        Files.createSymbolicLink(extraction().cache(), elsewhere);
        assertThrows(IOException.class, () -> extraction().cached(LIBRARY));
    }

    @Test
    void refusesAFolderOfAnotherUser() throws IOException {
        assumeTrue(Files.getAttribute(home, "unix:uid").equals(0), "skipped: only root can give a folder away");
        Files.createDirectories(extraction().cache());
        Files.setAttribute(extraction().cache(), "unix:uid", 12345);
        IOException e = assertThrows(IOException.class, () -> extraction().cached(LIBRARY));
        assertTrue(e.getMessage().contains("another user"), e.getMessage());
    }

    @Test
    void usesAPrivateFolderWhenTheCacheCannotBeWritten() throws IOException {
        Path blocked = Files.createFile(home.resolve("file"));
        List<Path> seen = new ArrayList<>();
        String origin = new NativeExtraction(blocked.resolve("lightmark"), "lib.so", "lightmark.native.path")
                .load(LIBRARY, file -> {
                    seen.add(file);
                    assertTrue(Files.isRegularFile(file), "present while it is loaded");
                    try {
                        assertEquals(
                                "rwx------",
                                PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())),
                                "private folder");
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                });
        assertEquals(1, seen.size());
        assertFalse(Files.exists(seen.get(0).getParent()), "removed after loading");
        assertTrue(origin.contains(blocked.toString()), origin);
    }

    @Test
    void triesAPrivateFolderWhenTheCachedFileDoesNotLoad() {
        List<Path> seen = new ArrayList<>();
        extraction().load(LIBRARY, file -> {
            seen.add(file);
            if (seen.size() == 1) {
                throw new DeviceException("a loadable file", "noexec mount", "none.");
            }
        });
        assertEquals(2, seen.size());
    }

    @Test
    void anUnknownHomeIsNoCache() {
        NativeExtraction relative =
                new NativeExtraction(Path.of("?/.cache/lightmark"), "lib.so", "lightmark.native.path");
        assertThrows(IOException.class, () -> relative.cached(LIBRARY));
        assertFalse(Files.exists(Path.of("?")), "nothing is written into the working folder");
    }

    @Test
    void saysEverythingWhenNothingWorks() {
        DeviceException e = assertThrows(
                DeviceException.class,
                () -> extraction().load(LIBRARY, file -> {
                    throw new DeviceException("a loadable file", "noexec mount", "none.");
                }));
        for (String part :
                List.of("Expected", "noexec mount", home.toString(), "XDG_CACHE_HOME", "-Dlightmark.native")) {
            assertTrue(e.getMessage().contains(part), part + " in: " + e.getMessage());
        }
    }
}
