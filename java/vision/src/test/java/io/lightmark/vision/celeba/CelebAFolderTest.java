package io.lightmark.vision.celeba;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import io.lightmark.data.AnnotatedPicture;
import io.lightmark.data.Split;
import io.lightmark.error.DataException;
import io.lightmark.vision.Progress;
import io.lightmark.vision.annotation.Annotations;
import io.lightmark.vision.annotation.FaceCrop;
import io.lightmark.vision.annotation.PhotoReader;
import io.lightmark.vision.image.PictureReader;
import io.lightmark.vision.image.PictureWriter;
import io.lightmark.vision.image.TestPictures;
import io.lightmark.vision.report.ReadReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CelebAFolderTest {
    private static final String FACE = TestFolder.FACE;

    @TempDir
    Path root;

    private TestFolder folder;

    @BeforeEach
    void make() {
        folder = new TestFolder(root);
    }

    @Test
    void everyDefectIsCountedAndListed() throws IOException {
        byte[] jpeg = PictureWriter.jpeg(TestPictures.of(60, 50, 1), 90);
        byte[] png = PictureWriter.png(TestPictures.of(60, 50, 1));
        byte[] corrupt = png.clone();
        corrupt[png.length / 2] ^= 1;
        folder.picture("img_celeba/good.jpg", 60, 50)
                .bytes("img_celeba/other.png", png)
                .bytes("img_celeba/cut.jpg", Arrays.copyOf(jpeg, jpeg.length - 40))
                .bytes("img_celeba/corrupt.png", corrupt)
                .bytes("img_celeba/empty.jpg", new byte[0])
                .text("img_celeba/text.jpg", "no picture")
                .picture("img_celeba/outside.jpg", 60, 32)
                .picture("img_celeba/far.jpg", 20, 20)
                .picture("img_celeba/eyes.jpg", 60, 50)
                .picture("img_celeba/point.jpg", 60, 50)
                .picture("img_celeba/box.jpg", 60, 50)
                .picture("img_celeba/alone.jpg", 60, 50)
                .text(
                        "list_landmarks_celeba.txt",
                        "good.jpg" + FACE + "other.png" + FACE + "cut.jpg" + FACE + "corrupt.png" + FACE + "empty.jpg"
                                + FACE + "text.jpg" + FACE + "none.jpg" + FACE + "outside.jpg" + FACE + "far.jpg" + FACE
                                + "eyes.jpg 30 15 30 15 30 25 22 35 38 35\npoint.jpg 9 9 9 9 9 9 9 9 9 9\n" + "box.jpg"
                                + FACE
                                + "good.jpg 1 2 3 4 5 6 7 8 9 10\n" + "alone.jpg" + FACE)
                .text("list_bbox_celeba.txt", "1\nimage_id x_1 y_1 width height\nbox.jpg 320 828 0 0\n")
                .text(
                        "list_eval_partition.txt",
                        "good.jpg 0\nother.png 1\ncut.jpg 0\ncorrupt.png 0\nempty.jpg 0\ntext.jpg 0\nnone.jpg 0\n"
                                + "outside.jpg 2\nfar.jpg 0\neyes.jpg 0\npoint.jpg 0\nbox.jpg 0\nunlisted.jpg 0\n");
        List<AnnotatedPicture> used = new ArrayList<>();
        ReadReport report = read(used);
        assertEquals(
                "[good.jpg, other.png, outside.jpg, eyes.jpg, box.jpg]",
                used.stream().map(AnnotatedPicture::name).toList().toString());
        assertEquals(14, report.read());
        assertEquals(5, report.used());
        assertEquals(
                "{coincident-points=1, corrupt=1, duplicate-name=1, empty-file=1, landmark-far-outside=1, missing=1,"
                        + " no-split=1, not-a-picture=1, truncated=1}",
                report.listedByReason().toString());
        assertEquals(
                "{coincident-eyes=1, landmark-outside=1, zero-size-box=1}",
                report.flaggedByRemark().toString());
        assertEquals(Split.VALIDATION, used.get(1).split());
        assertEquals(Split.TEST, used.get(2).split());
        assertTrue(report.toText().contains("14 read = 5 used + 9 listed"), report.toText());
        Map<String, Object> json = JSON.std.mapFrom(JSON.std.asString(report.toJson()));
        assertEquals(9, ((List<?>) json.get("listedPictures")).size(), json.toString());
        assertEquals(json.get("read"), (int) json.get("used") + (int) json.get("listed"), json.toString());
    }

    @Test
    void aReportThatLosesAPictureCannotBeMade() {
        assertThrows(IllegalStateException.class, () -> new ReadReport("lost", 3, 2, List.of(), List.of()));
    }

    @Test
    void decimalsArePreferredToWholeNumbers() throws IOException {
        folder.picture("img_celeba/a.jpg", 60, 50)
                .text("list_landmarks_celeba.txt", "a.jpg" + FACE)
                .text("list_landmarks_celeba_float.txt", "a.jpg 20.25 15.5 40 15 30 25 22 35 38 35\n");
        List<AnnotatedPicture> used = new ArrayList<>();
        read(used);
        assertArrayEquals(
                new float[] {20.25f, 15.5f, 40, 15, 30, 25, 22, 35, 38, 35},
                used.get(0).landmarks());
        assertEquals(Split.TRAIN, used.get(0).split(), "without a partition list");
    }

    @ParameterizedTest(name = "{0} with {1}")
    @CsvSource({
        "img_celeba, list_landmarks_celeba.txt",
        "img_celeba, list_landmarks_celeba_float.txt",
        "img_celeba, Anno/list_landmarks_celeba.txt",
        "Img/img_celeba, Anno/list_landmarks_celeba.txt",
        "img_align_celeba, list_landmarks_align_celeba.txt",
        "img_align_celeba, list_landmarks_celeba.txt",
        "Img/img_align_celeba, Anno/list_landmarks_align_celeba.txt"
    })
    void partsAreFoundWhereCelebAHasThem(String pictures, String list) throws IOException {
        folder.picture(pictures + "/a.jpg", 60, 50).text(list, "a.jpg" + FACE);
        List<AnnotatedPicture> used = new ArrayList<>();
        assertEquals(1, read(used).used(), pictures + " with " + list);
    }

    @Test
    void thePictureFolderCanBeNamed() throws IOException {
        folder.picture("photos/a.jpg", 60, 50).text("list_landmarks_celeba.txt", "a.jpg" + FACE);
        Annotations named = CelebAFolder.open(root, Optional.of(Path.of("photos")), OptionalInt.of(5));
        assertTrue(
                Files.isRegularFile(
                        named.pictures().resolve(named.photos().get(0).picture())),
                "a.jpg");
        assertThrows(DataException.class, () -> CelebAFolder.open(root), "without the name");
    }

    @Test
    void missingPartsAreNamed() throws IOException {
        DataException nothing = assertThrows(DataException.class, () -> CelebAFolder.open(root.resolve("none")));
        assertTrue(nothing.getMessage().contains("Expected a folder, received nothing there"), nothing.getMessage());
        DataException pictures = assertThrows(DataException.class, () -> CelebAFolder.open(root));
        assertTrue(pictures.getMessage().contains("img_celeba"), pictures.getMessage());
        Files.createDirectory(root.resolve("img_celeba"));
        DataException list = assertThrows(DataException.class, () -> CelebAFolder.open(root));
        assertTrue(list.getMessage().contains("list_landmarks_celeba"), list.getMessage());
    }

    @Test
    void aBadLineNamesTheFile() throws IOException {
        folder.picture("img_celeba/a.jpg", 60, 50)
                .text("list_landmarks_celeba.txt", "2\n\na.jpg" + FACE + "b.jpg 1 2 3 4 5 6 7 8 9 x\n");
        DataException failure = assertThrows(DataException.class, () -> CelebAFolder.open(root));
        assertTrue(
                failure.getMessage().contains("list_landmarks_celeba.txt:4:25: Expected a number for y of point 5"),
                failure.getMessage());
    }

    @Test
    void largePicturesAreScaledWithTheirLandmarks() throws IOException {
        folder.picture("img_celeba/a.jpg", 60, 50).text("list_landmarks_celeba.txt", "a.jpg" + FACE);
        List<AnnotatedPicture> used = new ArrayList<>();
        new PhotoReader(new PictureReader(), FaceCrop.NONE, 30, 1)
                .read(CelebAFolder.open(root), Progress.SILENT, used::add);
        assertEquals("30x25", used.get(0).width() + "x" + used.get(0).height());
        assertArrayEquals(
                new float[] {9.75f, 7.25f, 19.75f, 7.25f, 14.75f, 12.25f, 10.75f, 17.25f, 18.75f, 17.25f},
                used.get(0).landmarks(),
                1e-5f);
    }

    /** Whether the name can be a path depends on the machine's locale; it is listed in both cases. */
    @Test
    void aNameBeyondAsciiIsUsedOrListed() throws IOException {
        folder.picture("img_celeba/a.jpg", 60, 50)
                .text("list_landmarks_celeba.txt", "a.jpg" + FACE + "\u017c\u00f3\u0142w.jpg" + FACE);
        ReadReport report = read(new ArrayList<>());
        assertEquals(1, report.used(), report.toText());
        assertEquals("\u017c\u00f3\u0142w.jpg", report.listed().get(0).name());
    }

    @Test
    void nothingInTheFolderIsTouched() throws IOException {
        folder.picture("img_celeba/a.jpg", 60, 50)
                .bytes("img_celeba/b.jpg", new byte[9])
                .text("list_landmarks_celeba.txt", "a.jpg" + FACE + "b.jpg" + FACE);
        Map<Path, FileTime> before = times();
        read(new ArrayList<>());
        assertEquals(before, times());
    }

    private Map<Path, FileTime> times() throws IOException {
        Map<Path, FileTime> times = new HashMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                times.put(file, Files.getLastModifiedTime(file));
            }
        }
        return times;
    }

    private ReadReport read(List<AnnotatedPicture> target) {
        return new PhotoReader(new PictureReader(), FaceCrop.NONE, 0, 3)
                .read(CelebAFolder.open(root), Progress.SILENT, target::add);
    }
}
