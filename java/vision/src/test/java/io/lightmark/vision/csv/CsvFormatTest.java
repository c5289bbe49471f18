package io.lightmark.vision.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.data.Split;
import io.lightmark.error.DataException;
import io.lightmark.vision.annotation.Annotations;
import io.lightmark.vision.annotation.Photo;
import io.lightmark.vision.text.TextFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class CsvFormatTest {
    @TempDir
    Path folder;

    /** Text of a list of two points, and the rows as name=numbers. */
    static Stream<Arguments> readable() {
        String rows = "a.jpg=[1.0, 2.0, 3.0, 4.0] b.jpg=[5.0, 6.0, 7.0, 8.0]";
        String plain = "a.jpg,1,2,3,4\nb.jpg,5,6,7,8\n";
        return Stream.of(
                Arguments.of("plain", plain, rows),
                Arguments.of("numbered columns", ",0,1,2,3\n" + plain, rows),
                Arguments.of("numbered columns behind a name", "image,0,1,2,3\n" + plain, rows),
                Arguments.of("columns numbered from 1", "image,1,2,3,4\n" + plain, rows),
                Arguments.of("a name without extension", "a,1,2,3,5\n", "a=[1.0, 2.0, 3.0, 5.0]"),
                Arguments.of("named columns", "image_id,lefteye_x,lefteye_y,nose_x,nose_y\n" + plain, rows),
                Arguments.of("x1 and y1", "path,x1,y1,x2,y2\n" + plain, rows),
                Arguments.of("axis in the middle", "path,eye_x_px,eye_y_px,p x 2,p y 2\n" + plain, rows),
                Arguments.of("blanks", " a.jpg , 1,2 ,\t3,4\nb.jpg,5,6,7,8 \n", rows),
                Arguments.of("quotes", "\"a.jpg\",\"1\",2,3,4\nb.jpg,5,6,7,\"8\"", rows),
                Arguments.of("CR LF and byte order mark", "\ufeffa.jpg,1,2,3,4\r\nb.jpg,5,6,7,8\r\n", rows),
                Arguments.of("blank lines", "\n" + plain + "\n \n", rows),
                Arguments.of("a comma in a name", "\"a, b.jpg\",1,2,3,4", "a, b.jpg=[1.0, 2.0, 3.0, 4.0]"),
                Arguments.of("a quote in a name", "\"a\"\"b.jpg\",1,2,3,4", "a\"b.jpg=[1.0, 2.0, 3.0, 4.0]"),
                Arguments.of("a blank in a name", "a b.jpg,1,2,3,4", "a b.jpg=[1.0, 2.0, 3.0, 4.0]"),
                Arguments.of(
                        "what predict prints",
                        "file,width,height,sound,x1,y1,x2,y2\na.jpg,60,50,true,1,2,3,4\nb.jpg,60,50,false,5,6,7,8",
                        rows),
                Arguments.of("a repeated name", plain + "a.jpg,9,9,9,9\n", rows + " !a.jpg"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void readable(String what, String text, String expected) {
        CsvList list = read(text);
        String found = Stream.concat(
                        list.photos().stream().map(photo -> photo.name() + "=" + Arrays.toString(photo.landmarks())),
                        list.listed().stream().map(rejected -> "!" + rejected.name()))
                .collect(Collectors.joining(" "));
        assertEquals(expected, found, what);
        assertEquals(2, list.points(), what);
    }

    /** Text of a list of two points, the place of the defect, and a word of what was expected. */
    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of("empty", "", "", "at least one picture"),
                Arguments.of("columns only", ",0,1,2,3\n", "", "at least one picture"),
                Arguments.of("a name only", "a.jpg", ":1:6", "x and y of every point"),
                Arguments.of("an odd number", "a.jpg,1,2,3", ":1:12", "x and y of every point"),
                Arguments.of("too few in a later row", "a.jpg,1,2,3,4\nb.jpg,1,2,3", ":2:12", "5 cells"),
                Arguments.of("too many in a later row", "a.jpg,1,2,3,4\nb.jpg,1,2,3,4,5", ":2:15", "5 cells"),
                Arguments.of("a comma at the end", "a.jpg,1,2,3,4\nb.jpg,1,2,3,4,", ":2:15", "5 cells"),
                Arguments.of("a word", "a.jpg,1,2,x,4", ":1:11", "x of point 2"),
                Arguments.of("a missing number", "a.jpg,1,,3,4", ":1:9", "y of point 1"),
                Arguments.of("NaN everywhere", "a.jpg,NaN,NaN,NaN,NaN", ":1:7", "x of point 1"),
                Arguments.of("infinity", "a.jpg,1,2,3,inf", ":1:13", "y of point 2"),
                Arguments.of("too far", "a.jpg,1,2,3,1e7", ":1:13", "1,000,000"),
                Arguments.of("decimal commas", "a.jpg;1,5;2,5\n", ":1:9", "x of point 1"),
                Arguments.of("an empty name", "a.jpg,1,2,3,4\n,1,2,3,4", ":2:1", "inside the picture folder"),
                Arguments.of("a name that leads out", "../a.jpg,1,2,3,4", ":1:1", "inside the picture folder"),
                Arguments.of("an absolute name", "/a.jpg,1,2,3,4", ":1:1", "inside the picture folder"),
                Arguments.of("a drive", "C:\\a.jpg,1,2,3,4", ":1:1", "inside the picture folder"),
                Arguments.of("an open quote", "a.jpg,1,2,3,\"4", ":1:13", "closing double quote"),
                Arguments.of("a quote inside", "a.j\"pg,1,2,3,4", ":1:4", "double quotes as a whole"),
                Arguments.of("text after a quote", "\"a.jpg\"x,1,2,3,4", ":1:8", "a comma"),
                Arguments.of("columns that change places", "f,x1,x2,y1,y2\na.jpg,1,2,3,4", ":1:6", "landmarks' y"),
                Arguments.of("an unknown column", "f,score,x1,y1\na.jpg,1,2,3", ":1:3", "landmarks' x"),
                Arguments.of("half a box", "f,box_x,box_y,x1,y1\na.jpg,1,2,3,4", ":1:20", "box_width"),
                Arguments.of("two splits", "f,split,x1,y1,split\na.jpg,train,2,3,test", ":1:15", "once"),
                Arguments.of("an unknown split", "f,split,x1,y1\na.jpg,half,2,3", ":2:7", "train, val, test"),
                Arguments.of(
                        "an attribute with a sign", "f,attributes,x1,y1\na.jpg,blur;a+b,2,3", ":2:7", "rename 'a+b'"),
                Arguments.of("a joined attribute", "f,attributes,x1,y1\na.jpg,make_up,2,3", ":2:7", "rename 'make_up'"),
                Arguments.of("a letter with dots", "f,attributes,x1,y1\na.jpg,größe,2,3", ":2:7", "rename 'größe'"),
                Arguments.of(
                        "a negative box",
                        "f,box_x,box_y,box_width,box_height,x1,y1\na.jpg,1,2,-3,4,5,6",
                        ":2:11",
                        "at least 0"),
                Arguments.of(
                        "a box with a hole",
                        "f,box_x,box_y,box_width,box_height,x1,y1\na.jpg,1,2,,4,5,6",
                        ":2:7",
                        "all four numbers"),
                Arguments.of("a control character", "a.jpg,1,2,3,4\nb\u0000.jpg,1,2,3,4", ":2:2", "printable"),
                Arguments.of("a web page", "<!DOCTYPE html>\n<html>", ":1:16", "x and y of every point"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void broken(String what, String text, String place, String expected) {
        DataException failure = assertThrows(DataException.class, () -> read(text), what);
        assertTrue(failure.getMessage().startsWith("list.csv" + place + ": "), failure.getMessage());
        assertTrue(failure.getMessage().contains(expected), failure.getMessage());
    }

    @Test
    void rowsMaySayMore() {
        CsvList list = read("name,split,box_x,box_y,box_width,box_height,attributes,x1,y1\n"
                + "a.jpg,test,1,2,3,4,occlusion; blur;;blur;,5,6\nb.jpg,,,,,,,7,8\n");
        Photo full = list.photos().get(0);
        assertEquals(Split.TEST, full.split());
        assertEquals(
                "[blur, occlusion]",
                full.attributes().stream().sorted().toList().toString());
        assertEquals(3, full.box().orElseThrow().width());
        Photo empty = list.photos().get(1);
        assertEquals(Split.TRAIN, empty.split());
        assertTrue(empty.box().isEmpty() && empty.attributes().isEmpty(), empty.toString());
        assertEquals(7, empty.landmarks()[0]);
    }

    @Test
    void namesOfFilesSayTheSplit() throws IOException {
        write("train.csv", "a.jpg,1,2\n");
        write("val.csv", "a.jpg,3,4\n");
        write("test.csv", "a.jpg,5,6\n");
        Files.createDirectories(folder.resolve("train"));
        Files.createDirectories(folder.resolve("test"));
        CsvFormat format = new CsvFormat();
        assertTrue(format.recognises(folder), "a folder with train.csv");
        assertEquals(
                "train/a.jpg TRAIN, a.jpg VALIDATION, test/a.jpg TEST",
                names(format.open(folder)),
                "val.csv has no folder of its name");
        assertEquals("test/a.jpg TEST", names(format.open(folder.resolve("test.csv"))));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "testing.csv, TEST",
        "w300_test.csv, TEST",
        "test_v2.csv, TEST",
        "listVal.csv, VALIDATION",
        "TRAIN-2.CSV, TRAIN"
    })
    void aWordInTheNameOfAFileSaysTheSplit(String name, Split split) throws IOException {
        assertEquals("a.jpg " + split, names(new CsvFormat().open(write(name, "a.jpg,1,2\n"))));
    }

    @Test
    void aFolderHasItsListForTesting() throws IOException {
        write("training.csv", "a.jpg,1,2\n");
        write("testing.csv", "b.jpg,1,2\n");
        assertEquals("a.jpg TRAIN, b.jpg TEST", names(new CsvFormat().open(folder)));
    }

    @Test
    void aListOfAnotherNameIsForTraining() throws IOException {
        Path list = write("faces.CSV", "x/a.jpg,1,2\n");
        assertTrue(new CsvFormat().recognises(list), "by its name");
        Annotations opened = new CsvFormat().open(list);
        assertEquals("x/a.jpg TRAIN", names(opened));
        assertEquals(folder, opened.pictures());
    }

    @Test
    void listsThatDoNotFitTogetherAreRefused() throws IOException {
        assertThrows(DataException.class, () -> new CsvFormat().open(folder), "no list");
        write("train.csv", "a.jpg,1,2\n");
        Path other = write("test.csv", "a.jpg,1,2,3,4\n");
        DataException failure = assertThrows(DataException.class, () -> new CsvFormat().open(folder));
        assertEquals(other.toString(), failure.file());
    }

    private static String names(Annotations annotations) {
        return annotations.photos().stream()
                .map(photo -> photo.name() + " " + photo.split())
                .collect(Collectors.joining(", "));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static CsvList read(String text) {
        return CsvList.of(TextFile.parse("list.csv", text.getBytes(StandardCharsets.UTF_8)), "", Split.TRAIN);
    }
}
