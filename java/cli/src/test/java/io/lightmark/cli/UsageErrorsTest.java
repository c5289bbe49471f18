package io.lightmark.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong usage: exit code 2, a message that names the wrong thing, a hint, and no stack trace. */
final class UsageErrorsTest {
    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "                                                             | Expected a command",
                "dance                                                        | dance",
                "--colour                                                     | --colour",
                "demo --colour red                                            | --colour",
                "demo extra                                                   | extra",
                "demo --threads many                                          | --threads",
                "demo --threads -1 --out EMPTY/new                            | 0 to 256 threads",
                "demo --device gpu                                            | --device",
                "demo --faces 3                                               | --faces",
                "demo --faces 1e9                                             | --faces",
                "demo --seconds NaN                                           | decimal number",
                "demo --seconds 0x10p3                                        | decimal number",
                "demo --seconds 1e400                                         | decimal number",
                "demo --seconds 0                                             | --seconds",
                "demo --seconds 5 --steps 5                                   | choose one",
                "demo --epochs 2 --steps 5                                    | choose one",
                "demo --out FULL                                              | which has something in it",
                "demo --data MISSING                                          | nothing there",
                "demo --levels 0                                              | 1 to 16 levels",
                "demo --progress loud                                         | --progress",
                "demo --out                                                   | --out",
                "pack --data FULL                                             | --out",
                "pack --data MISSING --out EMPTY/x                            | nothing there",
                "pack --data FULL --out EMPTY/x --format jpeg                 | aflw2000",
                "pack --data FULL --out EMPTY/x --face-crop oval              | points:0.4",
                "pack --data FULL --out FILE                                  | which exists",
                "pack --data FULL --out EMPTY/x --max-side -1                 | --max-side",
                "predict --model FILE --video a.avi --pts EMPTY/p             | options of a video, received --pts",
                "predict --model FILE --video a.avi --draw EMPTY/d            | options of a video, received --draw",
                "predict --model FILE FULL --draw-video EMPTY/d.avi           | photos, received --draw-video",
                "predict --model FILE FULL --frames 3                         | photos, received --frames",
                "predict --model FILE FULL --smoothing none                   | photos, received --smoothing",
                "predict --model FILE FULL --follow whole                     | photos, received --follow",
                "train                                                        | train cascade",
                "train banana                                                 | banana",
                "augment --data FULL                                          | --show",
                "augment --data MISSING --show EMPTY/s.png                    | nothing there",
                "augment --data FULL --show EMPTY/s.png --recipe weak         | Expected the recipe",
                "augment --data FULL --show EMPTY/s.png --count 0             | --count",
                "augment --data FULL --show EMPTY/s.png --count 100 --versions 100 | at most 1165 cells",
                "augment --data FULL --show EMPTY/s.png --side 1024 --versions 10 | at most 64 cells",
                "augment --data FULL --show EMPTY/s.png --side 608            | a width of 608 pixels",
                "augment --data FULL --show EMPTY/s.png --crop circle         | Expected a crop",
                "train cascade --out EMPTY/m                                  | --data",
                "train cascade --data FULL                                    | --out",
                "train cascade --data MISSING --out EMPTY/m                   | nothing there",
                "train cascade --data FULL --out FILE                         | which exists",
                "train cascade --data FULL --out EMPTY/m --preset best        | preset",
                "train cascade --data FULL --out EMPTY/m --epochs -3          | epochs",
                "train cascade --data FULL --out EMPTY/m --batch 0            | batch",
                "train cascade --data FULL --out EMPTY/m --crop circle        | Expected a crop",
                "train cascade --data FULL --out EMPTY/m --discard 0          | discard",
                "train cascade --data FULL --out EMPTY/m --hold-out 1.5       | --hold-out",
                "train cascade --data FULL --out EMPTY/m --resume             | checkpoints to resume from",
                "train cascade --data FULL --out EMPTY/m --seed x             | --seed",
                "train cascade --data FULL --out EMPTY/m --teacher-share 0.4  | --teacher with",
                "train cascade --data FULL --out EMPTY/m --loss best          | Expected the loss",
                "train cascade --data FULL --out EMPTY/m --optimizer lion     | Expected the optimizer",
                "train cascade --data FULL --out EMPTY/m --rate 0             | positive, finite rate",
                "train cascade --data FULL --out EMPTY/m --rate 0x1p-3        | decimal number",
                "train cascade --data FULL --out EMPTY/m --decay -1           | --decay",
                "train cascade --data FULL --out EMPTY/m --clip -1            | clip gradients",
                "train cascade --data FULL --out EMPTY/m --ema 1              | averages of weights",
                "train cascade --data FULL --out EMPTY/m --recipe weak        | Expected the recipe",
                "evaluate --data FULL                                         | --model",
                "evaluate --model MISSING --data FULL                         | nothing there",
                "evaluate --model EMPTY --data FULL                           | without cascade.safetensors",
                "evaluate --model FILE --data MISSING                         | nothing there",
                "evaluate --model FILE --data FULL --split half               | --split",
                "evaluate --model FILE --data FULL --plots FULL               | --plots",
                "predict --model FILE                                         | PHOTO",
                "predict FILE                                                 | --model",
                "predict --model MISSING FILE                                 | nothing there",
                "predict --model FILE FILE --video FILE                       | received both",
                "jitter                                                       | --model",
                "jitter --model MISSING                                       | nothing there",
                "jitter --model FILE --frames 2                               | --frames",
                "jitter --model FILE --rate 0                                 | --rate",
                "experiment                                                   | experiment seeds-68",
                "experiment seeds-69                                          | seeds-69",
                "experiment seeds-68 --data FULL                              | --out",
                "experiment seeds-68 --data FULL --out FULL --networks v1     | --resume",
                "experiment seeds-68 --data MISSING --out EMPTY/x --networks v1 | nothing there",
                "experiment seeds-68 --data FULL --out EMPTY/x --networks v9  | key of a network",
                "experiment seeds-68 --data FULL --out EMPTY/x --recipes best | key of a recipe",
                "experiment seeds-68 --data FULL --out EMPTY/x --epochs ours=x --networks v1 | Expected epochs",
                "experiment seeds-68 --data FULL --out EMPTY/x --runs 3/2 --networks v1 | a share from",
                "experiment seeds-68 --data FULL --out EMPTY/x --side 50 --networks v1 | side",
                "experiment seeds-68 --data FULL --out EMPTY/x --batch 0 --networks v1 | batch",
                "experiment seeds-68 --data FULL --out EMPTY/x --hold-out 1   | --hold-out",
                "experiment report --out MISSING                              | finished runs",
                "inspect                                                      | WHAT",
                "inspect cascade49                                            | cascade48",
                "inspect cascade48 --points 0                                 | landmarks",
                "inspect mobilenet-v2@100                                     | that 16 divides",
                "inspect cascade48 --list                                     | received both",
                "inspect --list --points 0                                    | landmarks",
                "kernels                                                      | kernels check",
                "kernels check --operation Conv                               | DepthwiseConv2d",
                "kernels check --size huge                                    | --size",
                "kernels check --device gpu                                   | --device",
                "benchmark --network cascade48 --batch 1                      | ./lightmark benchmark --network",
                "doctor now                                                   | now",
                "doctor --json                                                | --json"
            })
    void wrongUsage(String arguments, String expected) throws Exception {
        Path full = Files.createDirectory(folder.resolve("full"));
        Path file = Files.writeString(full.resolve("file"), "not a model");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Object[] words = arguments == null
                ? new Object[0]
                : arguments
                        .replace("EMPTY", empty.toString())
                        .replace("FULL", full.toString())
                        .replace("FILE", file.toString())
                        .replace("MISSING", folder.resolve("missing").toString())
                        .split(" ");
        Outcome outcome = Outcome.of(words);
        assertAll(
                () -> assertEquals(2, outcome.code(), outcome::toString),
                () -> assertTrue(outcome.err().contains(expected), () -> "'" + expected + "' in " + outcome),
                () -> assertTrue(outcome.err().contains("--help"), () -> "a hint in " + outcome),
                () -> assertFalse(outcome.err().contains("\tat "), () -> "no stack trace in " + outcome),
                () -> assertEquals("", outcome.out(), outcome::toString));
    }
}
