package io.lightmark.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Commands in reports, for a shell. */
final class ShellWordsTest {
    @Test
    void quotesWhatAShellWouldChange() {
        assertEquals(
                "--data 'my faces/a b' --tta flip+shift --x=1,2:3 '' '$HOME' 'it'\\''s' 'é'",
                ShellWords.join(List.of(
                        "--data", "my faces/a b", "--tta", "flip+shift", "--x=1,2:3", "", "$HOME", "it's", "é")));
    }
}
