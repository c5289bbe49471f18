package io.lightmark.vision.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.error.DataException;
import io.lightmark.vision.AnnotationFormats;
import io.lightmark.vision.annotation.Annotations;
import io.lightmark.vision.annotation.Photo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of every text format as people, programs and accidents make them: the right faces, or the place of the defect. */
final class BrokenFormatsTest {
    private static final String BOX = "<box top='1' left='2' width='3' height='4'>";
    private static final String PARTS = "<part name='0' x='1' y='2'/><part name='1' x='3' y='4'/>";

    @TempDir
    Path folder;

    private static String xml(String boxes) {
        return "<dataset><images><image file='a.jpg'>\n" + boxes + "\n</image></images></dataset>";
    }

    private static String json(String annotation) {
        return "{\"images\":[{\"id\":1,\"file_name\":\"a.jpg\"}],\n\"annotations\":[\n{" + annotation + "}]}";
    }

    private static String wflw(String box, String flags, String picture) {
        return String.join(" ", Collections.nCopies(98, "1 2")) + " " + box + " " + flags + " " + picture + "\n";
    }

    private static String cuhk(String rest) {
        return "x\\a.jpg " + rest + " 1 2 3 4 5 6 7 8 9 10\r\n";
    }

    /** A format, the file's name, its text, and the faces as name=numbers with what is listed as !name reason. */
    static Stream<Arguments> readable() {
        String two = "a.jpg=[1.0, 2.0, 3.0, 4.0]";
        return Stream.of(
                Arguments.of("pts", "a.pts", "version: 1\nn_points: 2\n{\n2 3\n4 5\n}\n", two),
                Arguments.of("pts", "a.pts", "version: 1.0\r\nn_points:  2\r\n{\r\n2 3\r\n4 5\r\n}", two),
                Arguments.of("pts", "a.pts", "Version: 1\nN_points: 2\n\n{\n2\t3 \n4 5\n}\n\n", two),
                Arguments.of("pts", "a.pts", "2 3\n4 5\n", two),
                Arguments.of("pts", "a.pts", "\ufeff2.000 3e0\r\n4 5", two),
                Arguments.of("facesynthetics", "a_ldmks.txt", "1 2\n3 4\n", two),
                Arguments.of(
                        "wflw",
                        "list_98pt_rect_attr_test.txt",
                        wflw("1 2 3 4", "0 0 0 0 0 0", "a.jpg").replaceFirst("^1", "7"),
                        "a.jpg=[7.0, 2.0, 1.0, 2.0] TEST []"),
                Arguments.of(
                        "wflw",
                        "list_98pt_rect_attr_train.txt",
                        wflw("1 2 3 4", "1 0 0 1 0 1", "x/a.jpg") + wflw("1 2 3 4", "0 1 1 0 1 0", "x/a.jpg"),
                        "x/a.jpg=[1.0, 2.0, 1.0, 2.0] TRAIN [blur, make-up, pose]"
                                + " x/a.jpg#2=[1.0, 2.0, 1.0, 2.0] TRAIN [expression, illumination, occlusion]"),
                Arguments.of(
                        "wflw",
                        "list_98pt_test_blur.txt",
                        String.join(" ", Collections.nCopies(98, "1 2")) + " a.jpg",
                        "a.jpg=[1.0, 2.0, 1.0, 2.0] TEST []"),
                Arguments.of("cuhk", "testImageList.txt", cuhk("1 9 2 8"), "x/a.jpg=[1.0, 2.0, 3.0, 4.0] TEST []"),
                Arguments.of(
                        "mtfl",
                        "training.txt",
                        " x\\a.jpg 1 3 5 7 9 2 4 6 8 10 1 2 1 3\r\n b.jpg 1 3 5 7 9 2 4 6 8 10 2 1 2 5\r\n",
                        "x/a.jpg=[1.0, 2.0, 3.0, 4.0] TRAIN [frontal, glasses, male, not-smiling]"
                                + " b.jpg=[1.0, 2.0, 3.0, 4.0] TRAIN [female, no-glasses, right-profile, smiling]"),
                Arguments.of("dlib", "faces.xml", xml(BOX + PARTS + "</box>"), two),
                Arguments.of(
                        "dlib",
                        "faces.xml",
                        xml(BOX + "<part name='10' x='3' y='4'/><part name='9' x='1' y='2'/></box>"),
                        two),
                Arguments.of(
                        "dlib",
                        "faces.xml",
                        xml(BOX + PARTS + "</box>" + BOX + "<part name='1' x='3' y='4'/></box>" + BOX + "</box>"
                                + BOX.replace(">", " ignore='1'>") + PARTS + "</box>"),
                        two + " !a.jpg#2 missing-points !a.jpg#3 missing-points !a.jpg#4 ignored"),
                Arguments.of(
                        "dlib",
                        "testing.xml",
                        "<?xml version='1.0' encoding='ISO-8859-1'?>\n<!-- c --><dataset><name>x</name><images>"
                                + "<image file='x\\a.jpg'>" + BOX + PARTS
                                + "<label>face</label></box></image></images></dataset>",
                        "x/a.jpg=[1.0, 2.0, 3.0, 4.0] TEST []"),
                Arguments.of("coco", "a.json", json("\"image_id\":1,\"keypoints\":[1,2,2,3,4,1]"), two),
                Arguments.of(
                        "coco",
                        "val.json",
                        json("\"x\":{\"y\":[1]},\"bbox\":[],\"keypoints\":[1,2,2.0,3.0,4e0,1],\"image_id\":1},"
                                + "{\"image_id\":1,\"keypoints\":[1,2,2,0,0,0]},{\"image_id\":1,\"iscrowd\":1},"
                                + "{\"image_id\":1,\"keypoints\":null"),
                        "a.jpg=[1.0, 2.0, 3.0, 4.0] VALIDATION [] !a.jpg#2 missing-points !a.jpg#3 ignored"
                                + " !a.jpg#4 missing-points"));
    }

    @ParameterizedTest(name = "{0}: {3}")
    @MethodSource
    void readable(String format, String name, String text, String expected) throws IOException {
        Annotations annotations = open(format, name, text);
        boolean brief = !expected.contains("T [") && !expected.contains("N [");
        String found = Stream.concat(
                        annotations.photos().stream().map(photo -> describe(photo, brief)),
                        annotations.listed().stream()
                                .map(rejected -> "!" + rejected.name() + " "
                                        + rejected.reason().key()))
                .collect(Collectors.joining(" "));
        assertEquals(expected, found);
    }

    private static String describe(Photo photo, boolean brief) {
        String numbers = Arrays.toString(Arrays.copyOf(photo.landmarks(), 4));
        String more =
                " " + photo.split() + " " + photo.attributes().stream().sorted().toList();
        return photo.name() + "=" + numbers + (brief ? "" : more);
    }

    /** A format, the file's name, its text, the place of the defect, and a word of what was expected. */
    static Stream<Arguments> broken() {
        String header = "version: 1\nn_points: 2\n{\n";
        String list = "list_98pt_rect_attr_test.txt";
        String none = "0 0 0 0 0 0";
        String keypoints = "\"image_id\":1,\"keypoints\":";
        return Stream.of(
                Arguments.of("pts", "a.pts", "", "", "version: 1"),
                Arguments.of("pts", "a.pts", "version: 1\n", ":2", "n_points"),
                Arguments.of("pts", "a.pts", "version 1\nn_points: 2\n", ":1:1", "version: 1"),
                Arguments.of("pts", "a.pts", "version: 1\nn_points: two\n", ":2:11", "whole number"),
                Arguments.of("pts", "a.pts", "version: 1\nn_points: 0\n", ":2:11", "1 to 10000"),
                Arguments.of("pts", "a.pts", "version: 1\nn_points: -1\n", ":2:11", "1 to 10000"),
                Arguments.of("pts", "a.pts", "version: 1\nn_points: 999999999\n", ":2:11", "1 to 10000"),
                Arguments.of("pts", "a.pts", "version: 1\nn_points:68\n{\n", ":2:1", "n_points: 68"),
                Arguments.of("pts", "a.pts", "version: 1\nn_points: 2\n2 3\n4 5\n}", ":3:1", "'{'"),
                Arguments.of("pts", "a.pts", header + "2 3\n", ":5", "'}'"),
                Arguments.of("pts", "a.pts", header + "2 3\n}", ":6", "'}'"),
                Arguments.of("pts", "a.pts", header + "2 3\n4 5\n6 7\n}", ":6:1", "'}'"),
                Arguments.of("pts", "a.pts", header + "2 3\n4 5\n} x", ":6:3", "alone"),
                Arguments.of("pts", "a.pts", header + "2 3\n4 5\n}\nmore", ":7:1", "end of the file"),
                Arguments.of("pts", "a.pts", header + "2 3\n4\n}", ":5:2", "x and y of point 2"),
                Arguments.of("pts", "a.pts", header + "2 3 1\n4 5\n}", ":4:5", "x and y of point 1"),
                Arguments.of("pts", "a.pts", header + "2 3\nNaN 5\n}", ":5:1", "x of point 2"),
                Arguments.of("pts", "a.pts", "2 3\n4 5e9\n", ":2:3", "1,000,000"),
                Arguments.of("pts", "a.pts", "2,3\n4,5\n", ":1:1", "x of point 1"),
                Arguments.of("pts", "a.pts", "2 3\n\u0000\n", ":2:1", "printable"),
                Arguments.of("facesynthetics", "a_ldmks.txt", "", "", "lines of x and y"),
                Arguments.of("facesynthetics", "a_ldmks.txt", "1 2\n3\n", ":2:2", "x and y of point 2"),
                Arguments.of("facesynthetics", "a_ldmks.txt", "1 2\nx 4\n", ":2:1", "x of point 2"),
                Arguments.of("wflw", list, "", "", "list_98pt"),
                Arguments.of("wflw", list, "1 2 a.jpg", ":1:10", "98 points"),
                Arguments.of("wflw", list, wflw("1 2 3 4", "0 0 0 0 0", "a.jpg"), ":1:416", "98 points"),
                Arguments.of("wflw", list, wflw("1 2 3 4", none + " 0", "a.jpg"), ":1:415", "98 points"),
                Arguments.of("wflw", list, wflw("1 2 3 4", "0 0 2 0 0 0", "a.jpg"), ":1:405", "illumination"),
                Arguments.of("wflw", list, wflw("3 2 1 4", none, "a.jpg"), ":1:397", "right or lower"),
                Arguments.of("wflw", list, wflw("1 4 3 2", none, "a.jpg"), ":1:399", "right or lower"),
                Arguments.of("wflw", list, wflw("1 2 3 x", none, "a.jpg"), ":1:399", "lower edge"),
                Arguments.of("wflw", list, wflw("1 2 3 4", none, "../a.jpg"), ":1:413", "inside the picture"),
                Arguments.of(
                        "wflw", list, wflw("1 2 3 4", none, "a.jpg").replaceFirst("2", "-"), ":1:3", "y of point 1"),
                Arguments.of("cuhk", "testImageList.txt", "\n", "", "trainImageList.txt"),
                Arguments.of("cuhk", "testImageList.txt", cuhk("9 1 2 8"), ":1:11", "right or lower"),
                Arguments.of("cuhk", "testImageList.txt", cuhk("1 9 8 2"), ":1:15", "right or lower"),
                Arguments.of("cuhk", "testImageList.txt", cuhk("1 9 2"), ":1:35", "five points"),
                Arguments.of("cuhk", "testImageList.txt", cuhk("1 9 2 8 7"), ":1:37", "five points"),
                Arguments.of("cuhk", "testImageList.txt", "..\\a.jpg 1", ":1:1", "inside the picture"),
                Arguments.of("mtfl", "training.txt", "a.jpg 1 2 3 4 5 6 7 8 9 10 1 1 1", ":1:33", "five x"),
                Arguments.of("mtfl", "training.txt", "a.jpg 1 2 3 4 5 6 7 8 9 x 1 1 1 1", ":1:25", "y of point 5"),
                Arguments.of("mtfl", "training.txt", "a.jpg 1 2 3 4 5 6 7 8 9 10 3 1 1 1", ":1:28", "male, female"),
                Arguments.of("mtfl", "training.txt", "a.jpg 1 2 3 4 5 6 7 8 9 10 1 1 1 0", ":1:34", "frontal"),
                Arguments.of("dlib", "a.xml", "", ":1:1", "well-formed"),
                Arguments.of("dlib", "a.xml", "<?xml version='1.0' encoding='klingon'?>", ":1", "encoding that Java"),
                Arguments.of("dlib", "a.xml", "no xml", ":1:1", "well-formed"),
                Arguments.of("dlib", "a.xml", "<html></html>", ":1:7", "dataset"),
                Arguments.of("dlib", "a.xml", "<dataset></dataset>", "", "boxes with parts"),
                Arguments.of("dlib", "a.xml", xml(BOX + "</box>"), "", "boxes with parts"),
                Arguments.of("dlib", "a.xml", xml(BOX + PARTS), ":3:3", "well-formed"),
                Arguments.of("dlib", "a.xml", xml("<box top='1' left='2' width='3'/>"), ":2:34", "attribute height"),
                Arguments.of("dlib", "a.xml", xml(BOX.replace("'3'", "'-3'") + "</box>"), ":2:45", "at least 0"),
                Arguments.of("dlib", "a.xml", xml(BOX.replace("'3'", "'w'") + "</box>"), ":2:44", "width"),
                Arguments.of("dlib", "a.xml", xml(BOX + "<part name='0' x='1'/></box>"), ":2:66", "attribute y"),
                Arguments.of("dlib", "a.xml", xml(BOX + PARTS + PARTS + "</box>"), ":2:128", "once"),
                Arguments.of("dlib", "a.xml", xml(BOX + BOX + "</box></box>"), ":2:87", "a box in an image"),
                Arguments.of("dlib", "a.xml", xml(PARTS), ":2:29", "a part in a box"),
                Arguments.of("dlib", "a.xml", xml(BOX + PARTS + "</box>").replace("a.jpg", "/a"), ":1:35", "inside"),
                Arguments.of(
                        "dlib",
                        "a.xml",
                        "<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + xml(BOX + "&x;</box>"),
                        ":2:47",
                        "well-formed"),
                Arguments.of("coco", "a.json", "", "", "images and annotations"),
                Arguments.of("coco", "a.json", "[]", ":1:1", "images and annotations"),
                Arguments.of("coco", "a.json", "{}", "", "images and annotations"),
                Arguments.of("coco", "a.json", "{\"images\":[],\"images\":[]}", ":1:", "well-formed"),
                Arguments.of("coco", "a.json", "{\"images\":{},\"annotations\":[]}", ":1:11", "a list of images"),
                Arguments.of("coco", "a.json", "{\"images\":[1],\"annotations\":[]}", ":1:12", "an object in images"),
                Arguments.of("coco", "a.json", "{\"images\":[{\"id\":1}],\"annotations\":[]}", ":1:12", "file_name"),
                Arguments.of("coco", "a.json", "{\"images\":[],\"annotations\":[]", ":1:", "well-formed"),
                Arguments.of("coco", "a.json", "{\"images\":[],\"annotations\":[]}", "", "at least one face"),
                Arguments.of("coco", "a.json", json(keypoints + "[1,2,2,3]"), ":3:34", "visibility of every"),
                Arguments.of("coco", "a.json", json(keypoints + "[1,2,3]"), ":3:32", "visibility 0, 1 or 2"),
                Arguments.of("coco", "a.json", json(keypoints + "[1,\"2\",2]"), ":3:30", "numbers in keypoints"),
                Arguments.of("coco", "a.json", json(keypoints + "[1,1e9,2]"), ":3:30", "1,000,000"),
                Arguments.of("coco", "a.json", json(keypoints + "[1,NaN,2]"), ":3:", "well-formed"),
                Arguments.of(
                        "coco", "a.json", json("\"image_id\":2,\"keypoints\":[1,2,2]"), ":3:13", "one of the images"),
                Arguments.of("coco", "a.json", json("\"keypoints\":[1,2,2]"), ":3:1", "image_id"),
                Arguments.of("coco", "a.json", json(keypoints + "[1,2,2],\"bbox\":[1,2]"), ":3:43", "x, y, width"),
                Arguments.of("coco", "a.json", json(keypoints + "[1,2,2],\"bbox\":[1,2,-1,2]"), ":3:47", "at least 0"),
                Arguments.of(
                        "coco",
                        "a.json",
                        json(keypoints + "[1,2,2]},{\"image_id\":1,\"keypoints\":[1,2,2,3,4,2]"),
                        ":3:48",
                        "1 keypoints"),
                Arguments.of("coco", "a.json", json(keypoints + "[1,2,2]").replace("a.jpg", "../a"), ":1:32", "inside"),
                Arguments.of("coco", "a.json", "{\"images\":" + "[".repeat(5000), ":1:", ""),
                Arguments.of("coco", "a.json", "{\n\"x\":" + "[".repeat(5000), ":2:", "limits of depth"),
                Arguments.of("coco", "a.json", "{\n\"x\":" + "1".repeat(5000) + "}", ":2:", "limits of depth"));
    }

    @ParameterizedTest(name = "{0}: {4} at {3}")
    @MethodSource
    void broken(String format, String name, String text, String place, String expected) {
        DataException failure = assertThrows(DataException.class, () -> open(format, name, text));
        String message = failure.getMessage();
        assertTrue(message.startsWith(folder.toString()), message);
        String position =
                (failure.line() > 0 ? ":" + failure.line() : "") + (failure.column() > 0 ? ":" + failure.column() : "");
        assertTrue(place.endsWith(":") ? position.startsWith(place) : position.equals(place), place + ": " + message);
        assertTrue(message.contains(expected) && message.contains("Expected ") && message.contains("Fix: "), message);
    }

    @Test
    void filesWithoutPicturesAndMirroredCopiesAreListed() throws IOException {
        write("a.pts", "2 3\n");
        write("a.jpg", "");
        write("a_mirror.pts", "9 3\n");
        write("x/alone.pts", "2 3\n");
        Annotations annotations = open("pts", "b.pts", "4 5\n");
        assertEquals("a.jpg", annotations.photos().get(0).name());
        assertEquals(
                "a_mirror.pts mirror-copy, b.pts missing, x/alone.pts missing",
                annotations.listed().stream()
                        .map(rejected ->
                                rejected.name() + " " + rejected.reason().key())
                        .collect(Collectors.joining(", ")));
    }

    @Test
    void linkedAndDeepFoldersAreRead(@TempDir Path elsewhere) throws IOException {
        Path linked = Files.createDirectories(elsewhere.resolve("300w/testset"));
        Files.writeString(linked.resolve("b.pts"), "4 5\n");
        Files.writeString(linked.resolve("b.jpg"), "");
        try {
            Files.createSymbolicLink(folder.resolve("linked"), linked.getParent());
            Files.createSymbolicLink(folder.resolve("again"), folder);
        } catch (IOException | UnsupportedOperationException failed) {
            Assumptions.abort("no symbolic links here: " + failed);
        }
        String deep = "d/".repeat(40);
        write(deep + "c.pts", "6 7\n");
        write(deep + "c.jpg", "");
        assertEquals("pts", AnnotationFormats.detect(folder).orElseThrow().name());
        write("a.jpg", "");
        Annotations annotations = open("pts", "a.pts", "2 3\n");
        assertEquals(
                List.of("a.jpg TRAIN", deep + "c.jpg TRAIN", "linked/testset/b.jpg TEST"),
                annotations.photos().stream()
                        .map(photo -> photo.picture() + " " + photo.split())
                        .toList());
        Files.delete(linked.resolve("b.pts"));
        Files.createSymbolicLink(folder.resolve("gone.pts"), linked.resolve("b.pts"));
        DataException gone = assertThrows(DataException.class, () -> open("pts", "a.pts", "2 3\n"));
        assertEquals(folder.resolve("gone.pts").toString(), gone.file());
    }

    @Test
    void filesWithOtherNumbersOfPointsAreRefused() throws IOException {
        write("a.pts", "2 3\n");
        DataException failure = assertThrows(DataException.class, () -> open("pts", "b.pts", "4 5\n6 7\n"));
        assertTrue(failure.getMessage().contains("1 landmarks as in a.pts"), failure.getMessage());
    }

    @Test
    void aCopyOfAListIsNotReadAgain() throws IOException {
        String test = "list_98pt_rect_attr_test.txt";
        write("WFLW_annotations/list_98pt_rect_attr_train_test/" + test, wflw("1 2 3 4", "0 0 0 0 0 0", "a.jpg"));
        write(
                "WFLW_annotations/list_98pt_rect_attr_train_test/list_98pt_rect_attr_train.txt",
                wflw("1 2 3 4", "0 0 0 0 0 0", "b.jpg"));
        write(test, wflw("1 2 3 4", "0 0 0 0 0 0", "a.jpg"));
        Annotations annotations = AnnotationFormats.open(folder, Optional.of("wflw"), OptionalInt.empty());
        assertEquals(
                "a.jpg TEST, b.jpg TRAIN",
                annotations.photos().stream()
                        .map(photo -> photo.name() + " " + photo.split())
                        .collect(Collectors.joining(", ")));
    }

    @Test
    void foldersSayTheSplit() throws IOException {
        for (String name : new String[] {"lfpw/testset/a", "lfpw/trainset/b", "x/val/c", "x/d"}) {
            write(name + ".pts", "2 3\n");
            write(name + ".png", "");
        }
        String splits = AnnotationFormats.open(folder, Optional.of("pts"), OptionalInt.empty()).photos().stream()
                .map(photo -> photo.name() + " " + photo.split())
                .collect(Collectors.joining(", "));
        assertEquals(
                "lfpw/testset/a.png TEST, lfpw/trainset/b.png TRAIN, x/d.png TRAIN, x/val/c.png VALIDATION", splits);
    }

    @Test
    void whatIsNotClearHasToBeSaid() throws IOException {
        assertEquals(Optional.empty(), AnnotationFormats.detect(folder), "an empty folder");
        DataException nothing = assertThrows(
                DataException.class, () -> AnnotationFormats.open(folder, Optional.empty(), OptionalInt.empty()));
        assertTrue(nothing.getMessage().contains("img_celeba"), nothing.getMessage());
        write("a.jpg", "");
        write("a.pts", "2 3\n");
        assertEquals("pts", AnnotationFormats.detect(folder).orElseThrow().name());
        write("a_ldmks.txt", "1 2\n");
        DataException both = assertThrows(DataException.class, () -> AnnotationFormats.detect(folder));
        assertTrue(both.getMessage().contains("pts, facesynthetics"), both.getMessage());
        float[] chosen = AnnotationFormats.open(folder, Optional.of("facesynthetics"), OptionalInt.empty())
                .photos()
                .get(0)
                .landmarks();
        assertArrayEquals(new float[] {1, 2}, chosen);
        assertThrows(
                IllegalArgumentException.class,
                () -> AnnotationFormats.open(folder, Optional.of("jpeg"), OptionalInt.empty()));
    }

    /** Writes a file, with a picture beside it where the format asks for one, and opens what a user would name. */
    private Annotations open(String format, String name, String text) throws IOException {
        Path file = write(name, text);
        boolean perPicture = format.equals("pts") || format.equals("facesynthetics");
        if (perPicture && name.startsWith("a")) {
            write("a.jpg", "");
        }
        Path source = perPicture ? folder : file;
        return AnnotationFormats.open(source, Optional.of(format), OptionalInt.empty());
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text, StandardCharsets.UTF_8);
    }
}
