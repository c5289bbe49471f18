package io.lightmark.backend.cuda.cudnn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Which files of cuDNN this process has loaded: its parts must come from one installation. */
final class LoadedLibraries {
    private static final Path MAPS = Path.of("/proc/self/maps");
    private static final int PATH_FIELD = 5;

    private LoadedLibraries() {}

    /** Their paths, sorted; empty where the system does not tell. */
    static List<String> paths() {
        try {
            return paths(Files.readAllLines(MAPS));
        } catch (IOException e) {
            return List.of();
        }
    }

    static List<String> paths(List<String> maps) {
        return maps.stream()
                .map(line -> line.split(" +", PATH_FIELD + 1))
                .filter(fields -> fields.length > PATH_FIELD)
                .map(fields -> fields[PATH_FIELD])
                .filter(path -> path.substring(path.lastIndexOf('/') + 1).startsWith("libcudnn"))
                .distinct()
                .sorted()
                .toList();
    }
}
