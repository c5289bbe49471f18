package io.lightmark.testing;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A virtual machine of its own for what happens once per process. */
public record ChildJvm(Process process, Path output) {
    private static final long PATIENCE_SECONDS = 120;

    /** Starts {@code main} with these class path, options and additions to the environment. */
    public static ChildJvm start(
            List<Path> classPath,
            List<String> options,
            Map<String, String> environment,
            Class<?> main,
            String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.addAll(options);
        command.add("-cp");
        command.add(classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("child", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return new ChildJvm(builder.start(), output);
    }

    /**
     * Waits for the end and returns all that was printed, with the exit code as the last line: {@code exit 0}, or
     * {@code exit hung} of one that had to be killed.
     */
    public String finish() throws IOException, InterruptedException {
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        String code = ended ? Integer.toString(process.exitValue()) : "hung";
        String text = Files.readString(output, StandardCharsets.UTF_8);
        Files.delete(output);
        return text + "exit " + code;
    }

    /** The folder or jar that a class was loaded from. */
    public static Path origin(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
