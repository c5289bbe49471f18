package io.lightmark.vision.annotation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.data.AnnotatedPicture;
import io.lightmark.data.Split;
import io.lightmark.vision.Progress;
import io.lightmark.vision.image.Picture;
import io.lightmark.vision.image.PictureReader;
import io.lightmark.vision.image.PictureWriter;
import io.lightmark.vision.image.TestPictures;
import io.lightmark.vision.report.ReadReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A photo of 60 x 50; its landmarks span x from 20 to 39 and y from 10 to 29, so their box is 20 x 20 at (20, 10). */
final class FaceCropTest {
    private static final float[] MARKS = {20, 10, 39, 10, 30, 20, 22, 29, 38, 29};
    private static final Optional<Box> BOX = Optional.of(new Box(18, 8, 24, 20));

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "none,              0,   0, 60, 50",
        "points:0,         20,  10, 20, 20",
        "points:0.25,      15,   5, 30, 30",
        "points 0.5,       10,   0, 40, 40",
        "points:1,          0,   0, 60, 50",
        "points:1:border,   0, -10, 60, 60",
        "points:2:border, -20, -30, 100, 100",
        "box:0,            18,   6, 24, 24",
        "box:0.5,           6,   0, 48, 42",
        "box 0.5 border,    6,  -6, 48, 48"
    })
    void theSquareIsWhereTheFaceIs(String words, int left, int top, int width, int height) throws IOException {
        Picture whole = TestPictures.of(60, 50, 1);
        List<AnnotatedPicture> used = new ArrayList<>();
        ReadReport report = read(words, 0, MARKS, BOX, used);
        assertEquals(1, report.used(), report.toText());
        AnnotatedPicture crop = used.get(0);
        assertEquals(width + "x" + height, crop.width() + "x" + crop.height());
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                boolean inside = x + left >= 0 && x + left < 60 && y + top >= 0 && y + top < 50;
                int expected = inside ? whole.at(x + left, y + top, 1) : 0;
                assertEquals(expected, crop.bgr()[3 * (y * width + x) + 1] & 0xff, words + " at " + x + ", " + y);
            }
        }
        for (int i = 0; i < MARKS.length; i++) {
            assertEquals(MARKS[i] - (i % 2 == 0 ? left : top), crop.landmarks()[i], words);
        }
        assertEquals(Set.of("blur"), crop.attributes());
    }

    @Test
    void aCropIsScaledAfterwards() throws IOException {
        List<AnnotatedPicture> used = new ArrayList<>();
        read("points:0", 10, MARKS, BOX, used);
        assertEquals("10x10", used.get(0).width() + "x" + used.get(0).height());
        assertArrayEquals(
                new float[] {-0.25f, -0.25f}, Arrays.copyOf(used.get(0).landmarks(), 2));
    }

    @Test
    void aFaceWithoutAUsableBoxIsListed() throws IOException {
        for (Optional<Box> box : List.of(
                Optional.<Box>empty(),
                Optional.of(new Box(3, 4, 0, 9)),
                Optional.of(new Box(-300, 4, 20, 20)),
                Optional.of(new Box(0, 0, 1e6f, 1e6f)))) {
            ReadReport report = read("box:0.1:border", 0, MARKS, box, new ArrayList<>());
            assertEquals("{unusable-box=1}", report.listedByReason().toString(), box.toString());
        }
    }

    @Test
    void landmarksOutsideTheirCropAreRemarkedOrListed() throws IOException {
        Optional<Box> narrow = Optional.of(new Box(22, 12, 14, 14));
        ReadReport remarked = read("box:0", 0, MARKS, narrow, new ArrayList<>());
        assertEquals("{landmark-outside=1}", remarked.flaggedByRemark().toString());
        Optional<Box> elsewhere = Optional.of(new Box(0, 40, 8, 8));
        ReadReport listed = read("box:0", 0, MARKS, elsewhere, new ArrayList<>());
        assertEquals("{landmark-far-outside=1}", listed.listedByReason().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "box:0.2", "points:0.4:border"})
    void wordsAreWrittenAsTheyAreRead(String words) {
        assertEquals(words, FaceCrop.of(words).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "box", "points:", "points:-1", "points:11", "points:1e3", "square:0.2", "none:border"})
    void otherWordsAreRefused(String words) {
        String message = assertThrows(IllegalArgumentException.class, () -> FaceCrop.of(words))
                .getMessage();
        assertTrue(message.contains("Expected") && message.contains("Fix"), message);
    }

    private ReadReport read(String words, int maxSide, float[] marks, Optional<Box> box, List<AnnotatedPicture> target)
            throws IOException {
        Files.write(folder.resolve("a.png"), PictureWriter.png(TestPictures.of(60, 50, 1)));
        Photo photo = new Photo("a.png", "a.png", marks, Split.TRAIN, box, Set.of("blur"));
        Annotations source = new Annotations("here", folder, marks.length / 2, List.of(photo), List.of());
        return new PhotoReader(new PictureReader(), FaceCrop.of(words), maxSide, 1)
                .read(source, Progress.SILENT, target::add);
    }
}
