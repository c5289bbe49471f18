package io.lightmark.vision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lightmark.data.PictureSets;
import io.lightmark.data.Split;
import io.lightmark.vision.annotation.Annotations;
import io.lightmark.vision.celeba.CelebAFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real photos beside the project, where there are some. */
final class RealPhotosTest {
    @TempDir
    Path folder;

    private static Path data(String name) {
        Path module = Path.of("").toAbsolutePath();
        for (Path parent = module; parent != null; parent = parent.getParent()) {
            if (Files.isDirectory(parent.resolve("java")) && Files.isRegularFile(parent.resolve("pom.xml"))) {
                Path found = parent.resolveSibling("shared")
                        .resolve("data")
                        .resolve(name)
                        .normalize();
                return require(Files.isDirectory(found), found);
            }
        }
        return require(false, module);
    }

    private static Path require(boolean there, Path place) {
        if (!there) {
            System.out.println("RealPhotosTest skipped: no photos at " + place);
        }
        assumeTrue(there, () -> "no photos at " + place);
        return place;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"photos5, 2012, 1903, 109", "lfw5, 4150, 3945, 205", "mtfl80, 10000, 9506, 494"})
    void everyPhotoIsUsedOrListed(String name, int read, int train, int validation) {
        try (OpenedDataset set = Datasets.open(data(name), OpenOptions.DEFAULT.withMaxSide(64))) {
            assertEquals(read, set.report().read(), set.report().toText());
            assertEquals(set.report().used(), set.pictures().size());
            assertTrue(set.report().listed().size() < read / 100, set.report().toText());
            int listed = set.report().listed().size();
            int trainUsed = PictureSets.count(set.pictures(), Split.TRAIN);
            int validationUsed = PictureSets.count(set.pictures(), Split.VALIDATION);
            assertEquals(train + validation - listed, trainUsed + validationUsed);
            assertTrue(trainUsed <= train && validationUsed <= validation, trainUsed + " and " + validationUsed);
        }
    }

    @Test
    void facesWithSixtyEightPointsAreReadFromTheFolderOrItsList() {
        Path faces = data("w300_68");
        try (OpenedDataset folder = Datasets.open(faces, OpenOptions.DEFAULT.withMaxSide(64));
                OpenedDataset list = Datasets.open(faces.resolve("train.csv"), OpenOptions.DEFAULT.withMaxSide(64));
                OpenedDataset five =
                        Datasets.open(faces, OpenOptions.DEFAULT.withMaxSide(64).withPoints(5))) {
            assertEquals(2012, folder.report().read(), folder.report().toText());
            assertEquals(2012, folder.report().used(), folder.report().toText());
            assertEquals(68, folder.pictures().points());
            assertEquals(2012, PictureSets.count(folder.pictures(), Split.TRAIN));
            assertEquals(folder.pictures().fingerprint(), list.pictures().fingerprint());
            assertEquals(5, five.pictures().points());
            assertTrue(
                    five.report().source().contains("68 landmarks made 5"),
                    five.report().source());
        }
    }

    @Test
    void theOriginalListsAreRead() throws java.io.IOException {
        Path lists = data("formats/celeba_list");
        copy(lists.resolve("Anno"), folder.resolve("Anno"));
        copy(lists.resolve("Eval"), folder.resolve("Eval"));
        Files.createDirectories(folder.resolve("Img/img_celeba"));
        Annotations read = CelebAFolder.open(folder);
        assertEquals(5, read.points());
        assertEquals(5, read.photos().size() + read.listed().size());
        assertTrue(read.photos().get(0).box().isPresent(), "a box");
        assertEquals(165, read.photos().get(0).landmarks()[0]);
    }

    private static void copy(Path from, Path to) throws java.io.IOException {
        Files.createDirectories(to);
        try (java.util.stream.Stream<Path> files = Files.list(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
