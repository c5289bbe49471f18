package io.lightmark.backend.cuda;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Builds a stand-in driver with one kernel file changed: that one is compiled anew, everything else is the objects of this
 * build.
 *
 * @param kernels the folder {@code cuda-kernels}
 * @param sources the folder {@code native/cuda-stand-in}
 * @param build where CMake built the stand-in
 * @param compiler the C++ compiler that CMake chose
 */
record MutantStandIn(Path kernels, Path sources, Path build, String compiler) {
    private static final String COMPILER_ENTRY = "CMAKE_CXX_COMPILER:";

    /** A word of a command line, in which quotes hold spaces. */
    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"]|\"[^\"]*\")+");

    static MutantStandIn ofThisBuild() throws IOException {
        Path build = Path.of("target/native").toAbsolutePath();
        try (Stream<String> cache = Files.lines(build.resolve("CMakeCache.txt"))) {
            String compiler = cache.filter(line -> line.startsWith(COMPILER_ENTRY))
                    .map(line -> line.substring(line.indexOf('=') + 1))
                    .findFirst()
                    .orElseThrow();
            return new MutantStandIn(
                    Path.of("../../cuda-kernels").toAbsolutePath().normalize(),
                    Path.of("../../native/cuda-stand-in").toAbsolutePath().normalize(),
                    build.resolve("cuda-stand-in"),
                    compiler);
        }
    }

    /** All kernel files, without their ending. */
    Set<String> modules() throws IOException {
        try (Stream<Path> files = Files.list(kernels)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".cu"))
                    .map(name -> name.substring(0, name.length() - ".cu".length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Plants a bug and returns the library, in a folder that is empty before. */
    Path build(KernelMutant mutant, Path folder) throws IOException, InterruptedException {
        Path changed = Files.createDirectory(folder.resolve("kernels"));
        try (Stream<Path> files = Files.list(kernels)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, changed.resolve(file.getFileName().toString()));
            }
        }
        Path source = changed.resolve(mutant.file());
        Files.writeString(source, mutant.plant(Files.readString(source, UTF_8)), UTF_8);
        Path object = folder.resolve(mutant.module() + ".cu.o");
        compile(mutant.module(), changed, object);
        Path library = folder.resolve("libcuda.so.1");
        link(object, library);
        return library;
    }

    private void compile(String module, Path folder, Path object) throws IOException, InterruptedException {
        run(List.of(
                compiler,
                "-std=c++14",
                "-O1",
                "-w",
                "-fPIC",
                "-fvisibility=hidden",
                "-ffp-contract=off",
                "-fno-strict-aliasing",
                "-DLM_STAND_IN",
                "-DLM_MODULE=\"" + module + "\"",
                "-I" + sources,
                "-I" + folder,
                "-x",
                "c++",
                "-c",
                folder.resolve(module + ".cu").toString(),
                "-o",
                object.toString()));
    }

    /** As CMake linked the stand-in, with one object replaced. */
    private void link(Path replacement, Path library) throws IOException, InterruptedException {
        String linked = Files.readString(build.resolve("CMakeFiles/stand_in.dir/link.txt"), UTF_8);
        List<String> command = new ArrayList<>();
        for (Matcher word = WORD.matcher(linked); word.find(); ) {
            String text = word.group().replace("\"", "");
            boolean isOutput =
                    !command.isEmpty() && command.get(command.size() - 1).equals("-o");
            boolean isReplaced = text.endsWith("/" + replacement.getFileName());
            command.add(isOutput ? library.toString() : isReplaced ? replacement.toString() : text);
        }
        run(command);
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("compiler", ".txt");
        int code = new ProcessBuilder(command)
                .directory(build.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        String text = Files.readString(output, UTF_8);
        Files.delete(output);
        if (code != 0) {
            throw new IllegalStateException("Expected " + String.join(" ", command) + " to succeed, received " + text
                    + ". Fix: correct the mutant.");
        }
    }
}
