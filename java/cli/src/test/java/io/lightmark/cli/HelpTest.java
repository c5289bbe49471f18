package io.lightmark.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Help teaches: every command shows what it is for, examples of itself, defaults and exit codes. */
final class HelpTest {
    @ParameterizedTest(name = "{0} --help")
    @ValueSource(
            strings = {
                "demo",
                "pack",
                "augment",
                "train",
                "train cascade",
                "evaluate",
                "predict",
                "jitter",
                "experiment",
                "experiment seeds-68",
                "experiment report",
                "benchmark",
                "inspect",
                "kernels",
                "kernels check",
                "doctor"
            })
    void everyCommand(String command) {
        Outcome outcome = Outcome.of(((Object[]) (command + " --help").split(" ")));
        assertAll(
                () -> assertEquals(0, outcome.code(), outcome::toString),
                () -> assertTrue(outcome.out().contains("Examples:"), outcome::toString),
                () -> assertTrue(outcome.out().contains("lightmark " + command + " "), outcome::toString),
                () -> assertTrue(outcome.out().contains("Exit codes:"), outcome::toString),
                () -> assertTrue(outcome.out().contains("2   wrong usage"), outcome::toString),
                () -> assertTrue(
                        Arrays.stream(outcome.out().split("\n")).allMatch(line -> line.length() <= 104),
                        () -> "lines that fit a terminal in " + outcome));
    }

    @Test
    void rootListsAllCommands() {
        Outcome outcome = Outcome.of("--help");
        for (String command : new String[] {
            "demo",
            "pack",
            "augment",
            "train",
            "evaluate",
            "predict",
            "experiment",
            "benchmark",
            "inspect",
            "kernels",
            "doctor"
        }) {
            assertTrue(outcome.out().contains("\n  " + command + " "), () -> command + " in " + outcome);
        }
    }

    @Test
    void defaultsAreShown() {
        Outcome outcome = Outcome.of("train", "cascade", "--help");
        assertTrue(outcome.out().contains("Default: auto"), outcome::toString);
        assertTrue(outcome.out().contains("Default: 2"), outcome::toString);
    }

    @Test
    void version() {
        Outcome outcome = Outcome.of("--version");
        assertEquals(0, outcome.code(), outcome::toString);
        assertTrue(outcome.out().startsWith("lightmark "), outcome::toString);
    }
}
