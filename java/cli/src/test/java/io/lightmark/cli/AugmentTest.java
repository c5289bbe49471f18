package io.lightmark.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.vision.synthetic.SyntheticFaces;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sheet of training pictures, on a few generated faces. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AugmentTest {
    private static final int FACES = 20;
    private static final int TRAINED_ON = 16;
    private static final int CELL = 240;
    private static final int GAP = 12;
    private static final int CAPTION = 24;
    private static final int LEGEND = 40;

    @TempDir
    private static Path folder = Path.of("");

    private Path faces = Path.of("");

    @BeforeAll
    void generate() {
        faces = folder.resolve("faces");
        new SyntheticFaces(5, 64, 72).write(faces, FACES);
    }

    @ParameterizedTest(name = "{0} at {1}")
    @CsvSource({
        "strong, 112, whole, 2, 3",
        "strong, 600, nose-eye 2 0 4, 1, 1",
        "moderate, 8, spread 0.25, 3, 2",
        "none, 33, upright 0.15, 1, 4"
    })
    void aRowBeginsWithThePictureAndGoesOnWithItsVersions(String recipe, int side, String crop, int count, int versions)
            throws IOException {
        Path sheet = folder.resolve(recipe + side + ".png");
        Outcome outcome = show(sheet, recipe, side, crop, count, versions);
        assertEquals(0, outcome.code(), outcome::toString);
        assertTrue(outcome.out().contains(count + " of " + TRAINED_ON + " pictures"), outcome::toString);
        BufferedImage drawn = ImageIO.read(sheet.toFile());
        assertEquals(GAP + (1 + versions) * (CELL + GAP), drawn.getWidth(), "width");
        assertEquals(LEGEND + count * (CELL + CAPTION + GAP), drawn.getHeight(), "height");
        for (int row = 0; row < count; row++) {
            int[] original = cell(drawn, row, 0);
            assertTrue(Arrays.stream(original).distinct().count() > 100, "a picture in row " + row);
            for (int version = 1; version <= versions; version++) {
                boolean same = Arrays.equals(original, cell(drawn, row, version));
                assertEquals(recipe.equals("none"), same, "row " + row + " version " + version + " like the picture");
            }
        }
    }

    @Test
    void aSeedAlwaysDrawsTheSameSheet() throws IOException {
        Path first = folder.resolve("first.png");
        Path again = folder.resolve("again.png");
        Path other = folder.resolve("other.png");
        assertEquals(0, show(first, "strong", 48, "whole", 2, 2).code());
        assertEquals(0, show(again, "strong", 48, "whole", 2, 2).code());
        assertEquals(0, show(other, "strong", 48, "whole", 2, 2, "--seed", "2").code());
        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(again), "the same seed");
        assertFalse(Arrays.equals(Files.readAllBytes(first), Files.readAllBytes(other)), "another seed");
    }

    @Test
    void thereAreNoMoreRowsThanPictures() throws IOException {
        Path sheet = folder.resolve("all.png");
        Outcome outcome = show(sheet, "moderate", 32, "whole", 50, 1);
        assertEquals(0, outcome.code(), outcome::toString);
        assertEquals(
                LEGEND + TRAINED_ON * (CELL + CAPTION + GAP),
                ImageIO.read(sheet.toFile()).getHeight(),
                "height");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nose-eye 40 36 4", "nose-eye 2 5 4", "compat-nose-eye 5 0"})
    void aCropAroundLandmarksThatThereAreNot(String crop) {
        Path sheet = folder.resolve("none.png");
        Outcome outcome = show(sheet, "strong", 112, crop, 2, 2);
        assertEquals(2, outcome.code(), outcome::toString);
        assertTrue(outcome.err().contains("Expected a --crop for 5 landmarks, received '" + crop), outcome::toString);
        assertFalse(Files.exists(sheet), "a sheet all the same");
    }

    private Outcome show(Path sheet, String recipe, int side, String crop, int count, int versions, String... further) {
        Object[] fixed = {
            "augment",
            "--data",
            faces,
            "--show",
            sheet,
            "--recipe",
            recipe,
            "--side",
            side,
            "--crop",
            crop,
            "--count",
            count,
            "--versions",
            versions
        };
        Object[] all = Arrays.copyOf(fixed, fixed.length + further.length);
        System.arraycopy(further, 0, all, fixed.length, further.length);
        return Outcome.of(all);
    }

    private static int[] cell(BufferedImage sheet, int row, int column) {
        int x = GAP + column * (CELL + GAP);
        int y = LEGEND + row * (CELL + CAPTION + GAP);
        return sheet.getRGB(x, y, CELL, CELL, null, 0, CELL);
    }
}
