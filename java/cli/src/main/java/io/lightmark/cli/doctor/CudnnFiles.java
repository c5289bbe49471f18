package io.lightmark.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the dynamic linker would find cuDNN 9, without loading it: the name of the file holds the version. */
final class CudnnFiles {
    private static final String LIBRARY = "libcudnn.so.9";
    private static final List<String> SYSTEM =
            List.of("/usr/lib/x86_64-linux-gnu", "/usr/lib64", "/usr/local/cuda/lib64", "/usr/local/lib", "/usr/lib");

    private CudnnFiles() {}

    /** Real paths of all copies, first the one that wins. Copies of several versions are a usual cause of failures. */
    static List<String> find() {
        String chosen = Optional.ofNullable(System.getenv("LD_LIBRARY_PATH")).orElse("");
        Stream<String> folders = Stream.concat(Arrays.stream(chosen.split(":")), SYSTEM.stream());
        List<String> files = new ArrayList<>();
        folders.filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, LIBRARY))
                .filter(Files::exists)
                .map(CudnnFiles::realPath)
                .distinct()
                .forEach(files::add);
        return files;
    }

    private static String realPath(Path file) {
        try {
            return file.toRealPath().toString();
        } catch (IOException e) {
            return file.toString();
        }
    }
}
