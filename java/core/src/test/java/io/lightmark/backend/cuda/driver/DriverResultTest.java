package io.lightmark.backend.cuda.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lightmark.error.CudaException;
import io.lightmark.error.CudaOutOfMemoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of the driver's results, by itself and against CUDA's own header where there is one. */
final class DriverResultTest {
    private static final Set<Integer> FATAL =
            Set.of(214, 220, 226, 700, 702, 710, 714, 715, 716, 717, 718, 719, 721, 911, 999);
    private static final Pattern ENUMERATOR =
            Pattern.compile("^\\s*CUDA_ERROR_(\\w+)\\s*=\\s*(\\d+)", Pattern.MULTILINE);
    private static final String UNUSABLE = "any further CUDA work will return the same error";

    private static Optional<String> header() throws IOException {
        String home = Optional.ofNullable(System.getenv("CUDA_HOME")).orElse("/usr/local/cuda");
        try (Stream<Path> toolkits = Files.list(Path.of("/usr/local"))) {
            Optional<Path> found = Stream.concat(
                            Stream.of(Path.of(home)),
                            toolkits.filter(path ->
                                            path.getFileName().toString().startsWith("cuda"))
                                    .sorted())
                    .map(folder -> folder.resolve("include/cuda.h"))
                    .filter(Files::isRegularFile)
                    .findFirst();
            return found.isPresent() ? Optional.of(Files.readString(found.get())) : Optional.empty();
        }
    }

    /** A comment without its stars and line ends. */
    private static String words(String comment) {
        return comment.replaceAll("[\\s*]+", " ");
    }

    @Test
    void everyCodeOfTheHeaderIsListed() throws IOException {
        Optional<String> header = header();
        assumeTrue(header.isPresent(), "skipped: no cuda.h in CUDA_HOME or /usr/local/cuda*");
        Map<Integer, String> expected = new TreeMap<>();
        Matcher matcher = ENUMERATOR.matcher(header.get());
        while (matcher.find()) {
            expected.put(Integer.parseInt(matcher.group(2)), "CUDA_ERROR_" + matcher.group(1));
        }
        assertTrue(expected.size() >= 90, "only " + expected.size() + " codes in the header");
        expected.forEach(
                (code, name) -> assertEquals(name, DriverResult.of(code).name()));
    }

    /** The header says of each such code that nothing works after it; three more are ours, see results.txt. */
    @Test
    void whatTheHeaderCallsTheEndOfTheProcessIsFatal() throws IOException {
        Optional<String> header = header();
        assumeTrue(header.isPresent(), "skipped: no cuda.h in CUDA_HOME or /usr/local/cuda*");
        Set<Integer> documented = new TreeSet<>();
        Matcher matcher = ENUMERATOR.matcher(header.get());
        int end = 0;
        while (matcher.find()) {
            if (words(header.get().substring(end, matcher.start())).contains(UNUSABLE)) {
                documented.add(Integer.parseInt(matcher.group(2)));
            }
            end = matcher.end();
        }
        assertTrue(documented.size() >= 10, "only " + documented);
        assertTrue(FATAL.containsAll(documented), () -> documented + " in " + FATAL);
    }

    @Test
    void theFatalCodesAreThese() {
        assertEquals(
                FATAL,
                DriverResult.table().values().stream()
                        .filter(result -> result.kind() == DriverResult.Kind.FATAL)
                        .map(DriverResult::code)
                        .collect(Collectors.toSet()));
    }

    @Test
    void everyCodeHasAnActionThatIsASentence() {
        assertEquals(100, DriverResult.table().size());
        for (DriverResult result : DriverResult.table().values()) {
            assertTrue(result.fix().endsWith(".") && result.fix().length() > 15, result::toString);
        }
    }

    @Test
    void anUnlistedCodeIsAFailureLikeOthers() {
        CudaException failure = Driver.failure("cuSomething", "a test", 4242);
        assertEquals(CudaException.class, failure.getClass());
        assertEquals(4242, failure.code());
        assertTrue(String.valueOf(failure.getMessage()).contains("CUDA_ERROR_UNLISTED (4242)"), failure::toString);
    }

    @Test
    void messagesNameCallCodeAndFix() {
        CudaException failure = Driver.failure("cuMemAlloc", "64 bytes for a test", 2);
        assertInstanceOf(CudaOutOfMemoryException.class, failure);
        assertEquals(
                "Expected cuMemAlloc to succeed for 64 bytes for a test, received CUDA_ERROR_OUT_OF_MEMORY (2)."
                        + " Fix: use a smaller batch, close plans that are no longer needed, or end other programs on this"
                        + " GPU.",
                failure.getMessage());
        assertEquals(List.of("cuMemAlloc", "CUDA_ERROR_OUT_OF_MEMORY"), List.of(failure.call(), failure.codeName()));
    }
}
