package io.lightmark.vision.pack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.data.MemoryPictureSet;
import io.lightmark.data.PackedDataset;
import io.lightmark.data.PictureSet;
import io.lightmark.error.DataException;
import io.lightmark.error.ModelFileException;
import io.lightmark.vision.Datasets;
import io.lightmark.vision.OpenOptions;
import io.lightmark.vision.OpenedDataset;
import io.lightmark.vision.celeba.TestFolder;
import io.lightmark.vision.report.ReadReport;
import io.lightmark.vision.synthetic.SyntheticFaces;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packing and opening, with generated faces. */
final class DatasetPackerTest {
    private static final int COUNT = 24;

    @TempDir
    static Path shared;

    @TempDir
    Path own;

    @BeforeAll
    static void draw() {
        new SyntheticFaces(5, 80, 96).write(shared.resolve("faces"), COUNT);
    }

    @Test
    void theSameFoldersGiveTheSameFile() throws IOException {
        Path one = own.resolve("one.safetensors");
        Path two = own.resolve("two.safetensors");
        DatasetPacker.pack(
                List.of(faces()), one, PackOptions.DEFAULT.withMaxSide(64).withThreads(1));
        DatasetPacker.pack(
                List.of(faces()), two, PackOptions.DEFAULT.withMaxSide(64).withThreads(3));
        assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(two));
        assertEquals(List.of("one.safetensors", "two.safetensors"), names(own));
    }

    @Test
    void aPackedFolderIsTheSameSetAsTheFolder() {
        Path file = own.resolve("faces.safetensors");
        ReadReport report = DatasetPacker.pack(List.of(faces()), file, PackOptions.DEFAULT.withMaxSide(0));
        assertEquals(COUNT, report.used());
        try (OpenedDataset folder = Datasets.open(faces());
                OpenedDataset packed = Datasets.open(file);
                OpenedDataset through = Datasets.open(faces(), OpenOptions.DEFAULT.withMemoryBytes(1000))) {
            assertInstanceOf(MemoryPictureSet.class, folder.pictures(), "folder");
            assertInstanceOf(PackedDataset.class, packed.pictures(), "packed");
            assertInstanceOf(PackedDataset.class, through.pictures(), "large folder");
            assertEquals(folder.pictures().fingerprint(), packed.pictures().fingerprint());
            assertEquals(folder.pictures().fingerprint(), through.pictures().fingerprint());
            assertEquals(COUNT, through.report().used());
            assertSame(folder.pictures(), packed.pictures());
        }
    }

    private static void assertSame(PictureSet a, PictureSet b) {
        for (int i = 0; i < a.size(); i++) {
            assertEquals(a.name(i), b.name(i));
            assertEquals(a.split(i), b.split(i), a.name(i));
            assertArrayEquals(a.landmarks(i), b.landmarks(i), a.name(i));
            ByteBuffer pixelsA = ByteBuffer.allocate(a.bytes(i));
            ByteBuffer pixelsB = ByteBuffer.allocate(b.bytes(i));
            a.pixels(i, pixelsA);
            b.pixels(i, pixelsB);
            assertArrayEquals(pixelsA.array(), pixelsB.array(), a.name(i));
        }
    }

    @Test
    void theMetadataTellsWhereThePicturesCameFrom() throws IOException {
        Path bad = own.resolve("bad");
        new TestFolder(bad)
                .picture("img_celeba/a.jpg", 60, 50)
                .text("list_landmarks_celeba.txt", "a.jpg" + TestFolder.FACE + "none.jpg" + TestFolder.FACE);
        Path file = own.resolve("both.safetensors");
        List<Long> progress = new ArrayList<>();
        ReadReport report = DatasetPacker.pack(
                List.of(faces(), bad),
                file,
                PackOptions.DEFAULT.withProgress((done, total) -> progress.add(done * 1000 + total)));
        assertEquals(COUNT + 2, report.read());
        assertEquals(COUNT + 2, progress.size());
        assertEquals((COUNT + 2) * 1000L + COUNT + 2, progress.get(progress.size() - 1));
        try (PackedDataset packed = PackedDataset.open(file)) {
            packed.verify();
            assertEquals(COUNT + 1, packed.size());
            assertEquals("faces\nbad", packed.metadata().get("sources"));
            assertEquals("1", packed.metadata().get("listed.missing"));
            assertEquals(Integer.toString(COUNT + 2), packed.metadata().get("read"));
            assertTrue(PackedDataset.isPacked(packed.metadata()));
        }
    }

    @Test
    void aFolderWithoutAUsablePictureLeavesNothingBehind() throws IOException {
        Path bad = own.resolve("bad");
        new TestFolder(bad)
                .bytes("img_celeba/a.jpg", new byte[5])
                .text("list_landmarks_celeba.txt", "a.jpg" + TestFolder.FACE);
        Path file = own.resolve("none.safetensors");
        assertThrows(DataException.class, () -> DatasetPacker.pack(List.of(bad), file, PackOptions.DEFAULT));
        assertThrows(DataException.class, () -> Datasets.open(bad));
        assertFalse(Files.exists(file));
        assertEquals(List.of("bad"), names(own));
    }

    @Test
    void datasetsOfDifferentPointsDoNotMix() throws IOException {
        Path other = own.resolve("other");
        new TestFolder(other).picture("img_celeba/a.jpg", 60, 50).text("list_landmarks_celeba.txt", "a.jpg 1 2 3 4\n");
        assertThrows(
                DataException.class,
                () -> DatasetPacker.pack(List.of(faces(), other), own.resolve("x"), PackOptions.DEFAULT));
        assertThrows(DataException.class, () -> Datasets.openAll(List.of(faces(), other), OpenOptions.DEFAULT));
    }

    @Test
    void whatIsNoDatasetIsSaidToBeNone() throws IOException {
        assertThrows(DataException.class, () -> Datasets.open(own.resolve("nothing")));
        Path text = Files.writeString(own.resolve("text.safetensors"), "not a dataset, but long enough to look at");
        assertThrows(ModelFileException.class, () -> Datasets.open(text));
    }

    @Test
    void severalDatasetsOpenAsOne() {
        try (OpenedDataset joined = Datasets.openAll(List.of(faces(), faces()), OpenOptions.DEFAULT.withMaxSide(40))) {
            assertEquals(2 * COUNT, joined.pictures().size());
            assertEquals(2 * COUNT, joined.report().used());
            for (int i = 0; i < joined.pictures().size(); i++) {
                assertEquals(
                        40,
                        Math.max(joined.pictures().width(i), joined.pictures().height(i)));
            }
        }
    }

    private static Path faces() {
        return shared.resolve("faces");
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
