package io.lightmark.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.vision.synthetic.SyntheticFaces;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles the README's Java snippets as they stand and runs them, one after the other, on generated faces. */
class ReadmeSnippetsTest {
    private static final Pattern SNIPPET =
            Pattern.compile("<!-- snippet: (\\w+) -->\\s+```java\\R(.*?)```", Pattern.DOTALL);
    private static final String IMPORTS = List.of(
                    "io.lightmark.backend",
                    "io.lightmark.cascade",
                    "io.lightmark.device",
                    "io.lightmark.vision",
                    "io.lightmark.vision.image",
                    "java.nio.file",
                    "java.util")
            .stream()
            .map(name -> "import " + name + ".*;\n")
            .reduce("", String::concat);
    private static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    private static final int FACES = 50;

    @Test
    void theSnippetsTrainACascadeAndFindLandmarks(@TempDir Path folder) throws Exception {
        new SyntheticFaces(1).write(folder.resolve("faces"), FACES);
        try (var photos = Files.list(folder.resolve("faces/img_celeba"))) {
            Files.copy(photos.sorted().findFirst().orElseThrow(), folder.resolve("photo.jpg"));
        }
        String readme = Files.readString(Path.of("../../README.md"));
        Matcher snippets = SNIPPET.matcher(readme);
        StringBuilder program = new StringBuilder(IMPORTS + "public class Snippets {\n");
        int count = 0;
        for (; snippets.find(); count++) {
            program.append("static void ")
                    .append(snippets.group(1))
                    .append("() throws Exception {\n")
                    .append(snippets.group(2))
                    .append("}\n");
        }
        assertEquals(2, count, "snippets in README.md");
        program.append("public static void main(String[] args) throws Exception { train(); predict(); }\n}\n");
        compile(folder, program.toString());
        String output = run(folder);
        String[] coordinates = output.substring(output.lastIndexOf('[') + 1, output.lastIndexOf(']'))
                .split(", ");
        assertEquals(10, coordinates.length, output);
        for (String coordinate : coordinates) {
            assertTrue(Float.isFinite(Float.parseFloat(coordinate)), output);
        }
        assertTrue(Files.size(folder.resolve("faces.safetensors")) > 1_000_000, "two levels of weights are saved");
    }

    private static void compile(Path folder, String program) throws IOException {
        Path source = Files.writeString(folder.resolve("Snippets.java"), program);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<String> options = List.of("-proc:none", "-cp", CLASS_PATH, "-d", folder.toString());
            boolean compiled = compiler.getTask(messages, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
            assertTrue(compiled, messages + program);
        }
    }

    private static String run(Path folder) throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(java, "-cp", folder + ":" + CLASS_PATH, "Snippets")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        process.destroyForcibly();
        String output = Files.readString(log);
        assertTrue(ended && process.exitValue() == 0, output);
        return output;
    }
}
