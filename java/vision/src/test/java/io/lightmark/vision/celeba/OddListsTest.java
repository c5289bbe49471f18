package io.lightmark.vision.celeba;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.error.DataException;
import io.lightmark.vision.annotation.Box;
import io.lightmark.vision.text.TextFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Lists as people, programs and accidents make them: the right rows, or the place of the defect. */
final class OddListsTest {
    private static final String COLUMNS = "ax ay bx by\n";

    /** Text of a landmark list of two points, and the rows as name=numbers. */
    static Stream<Arguments> readable() {
        String rows = "a.jpg=[1.0, 2.0, 3.0, 4.0] b.jpg=[5.0, 6.0, 7.0, 8.0]";
        String plain = "a.jpg 1 2 3 4\nb.jpg 5 6 7 8\n";
        return Stream.of(
                Arguments.of("plain", plain, rows),
                Arguments.of("count and columns", "2\n" + COLUMNS + plain, rows),
                Arguments.of("count only", "2\n" + plain, rows),
                Arguments.of("columns only", COLUMNS + plain, rows),
                Arguments.of("columns with image_id", "image_id " + COLUMNS + plain, rows),
                Arguments.of("columns with a blank at the end", "2\nax ay bx by \n" + plain, rows),
                Arguments.of("no line feed at the end", "a.jpg 1 2 3 4\nb.jpg 5 6 7 8", rows),
                Arguments.of("CR LF", "2\r\nax ay bx by\r\na.jpg 1 2 3 4\r\nb.jpg 5 6 7 8\r\n", rows),
                Arguments.of("lone CR", "a.jpg 1 2 3 4\rb.jpg 5 6 7 8\r", rows),
                Arguments.of("mixed line ends", "a.jpg 1 2 3 4\r\nb.jpg 5 6 7 8\n", rows),
                Arguments.of("byte order mark", "\ufeff" + plain, rows),
                Arguments.of("byte order mark and count", "\ufeff2\n" + COLUMNS + plain, rows),
                Arguments.of("tabs", "a.jpg\t1\t2\t3\t4\nb.jpg\t5\t6\t7\t8\n", rows),
                Arguments.of("many blanks", "  a.jpg   1  2   3 4  \nb.jpg 5\t 6 \t7 8\n", rows),
                Arguments.of("blank lines at the end", plain + "\n\n  \n\t\n", rows),
                Arguments.of("blank lines between", "\n2\n\na.jpg 1 2 3 4\n\nb.jpg 5 6 7 8\n", rows),
                Arguments.of("decimals", "a.jpg 1.0 2.00 3. 4.000000\nb.jpg 5.0 6.0 7.0 8.0", rows),
                Arguments.of("exponents", "a.jpg 1e0 2.0e+00 0.3E1 40e-1\nb.jpg 5 6 7 8", rows),
                Arguments.of("signs", "a.jpg +1 -2 -0.5 -.5", "a.jpg=[1.0, -2.0, -0.5, -0.5]"),
                Arguments.of("leading zeros", "a.jpg 001 02 03 04\nb.jpg 5 6 7 8", rows),
                Arguments.of("one row", "a.jpg 1 2 3 4", "a.jpg=[1.0, 2.0, 3.0, 4.0]"),
                Arguments.of("a name without an extension", "a 1 2 3 4", "a=[1.0, 2.0, 3.0, 4.0]"),
                Arguments.of("a name in a folder", "x/y/a.jpg 1 2 3 4", "x/y/a.jpg=[1.0, 2.0, 3.0, 4.0]"),
                Arguments.of("a name of digits", "7 1 2 3 4", "7=[1.0, 2.0, 3.0, 4.0]"),
                Arguments.of("a name with two dots in it", "a..b.jpg 1 2 3 4", "a..b.jpg=[1.0, 2.0, 3.0, 4.0]"),
                Arguments.of("a name in UTF-8", "żółw.jpg 1 2 3 4", "żółw.jpg=[1.0, 2.0, 3.0, 4.0]"),
                Arguments.of(
                        "a repeated name",
                        "a.jpg 1 2 3 4\na.jpg 1 2 3 4",
                        "a.jpg=[1.0, 2.0, 3.0, 4.0] a.jpg=[1.0, 2.0, 3.0, 4.0]"),
                Arguments.of("far away", "a.jpg 1e6 -1e6 0 1000000", "a.jpg=[1000000.0, -1000000.0, 0.0, 1000000.0]"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void readable(String what, String text, String expected) {
        LandmarkList list = read(text, OptionalInt.empty());
        List<String> found = new ArrayList<>();
        list.rows().forEach(row -> found.add(row.name() + "=" + Arrays.toString(row.landmarks())));
        assertEquals(expected, String.join(" ", found), what);
        assertEquals(2, list.points(), what);
    }

    /** Text of a landmark list of two points, the place of the defect, and a word of what was expected. */
    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of("empty", "", "", "at least one picture"),
                Arguments.of("byte order mark only", "\ufeff", "", "at least one picture"),
                Arguments.of("blank lines only", "\n \n\t\n", "", "at least one picture"),
                Arguments.of("count of nothing", "0\n", "", "at least one picture"),
                Arguments.of("header only", "0\n" + COLUMNS, "", "at least one picture"),
                Arguments.of("count too large", "3\na.jpg 1 2 3 4\n", ":1:1", "3 pictures"),
                Arguments.of("count too small", "1\na.jpg 1 2 3 4\nb.jpg 5 6 7 8", ":1:1", "1 pictures"),
                Arguments.of("count negative", "-1\na.jpg 1 2 3 4\n", ":1:1", "-1 pictures"),
                Arguments.of("count beyond int", "99999999999\na.jpg 1 2 3 4\n", ":1:1", "the number of pictures"),
                Arguments.of("count not whole", "1.5\na.jpg 1 2 3 4\n", ":1:1", "the number of pictures"),
                Arguments.of("a quota page", "<html><head><title>Quota</title>\n", ":1:1", "the number of pictures"),
                Arguments.of("a page with a document type", "<!DOCTYPE html>\n<html>\n", ":1:16", "x and y"),
                Arguments.of("too few column names", "1\nax ay bx\na.jpg 1 2 3 4", ":2:", "4 column names"),
                Arguments.of("too many column names", "1\nid ax ay bx by bz\na.jpg 1 2 3 4", ":2:", "4 column names"),
                Arguments.of("a second header", "a.jpg 1 2 3 4\n" + COLUMNS, ":2:4", "x of point 1"),
                Arguments.of("a name alone", "a.jpg 1 2 3 4\nb.jpg\n", ":2:6", "x and y of 2 points"),
                Arguments.of("one number missing", "a.jpg 1 2 3 4\nb.jpg 5 6 7\n", ":2:12", "x and y of 2 points"),
                Arguments.of("one number too many", "a.jpg 1 2 3 4\nb.jpg 5 6 7 8 9\n", ":2:15", "the end of the line"),
                Arguments.of("odd numbers in the first row", "a.jpg 1 2 3\n", ":1:12", "x and y of every point"),
                Arguments.of("no numbers in the first row", "1\na.jpg b\n", ":2:8", "x and y of every point"),
                Arguments.of("a word", "a.jpg 1 2 x 4", ":1:11", "x of point 2"),
                Arguments.of("NaN", "a.jpg 1 NaN 3 4", ":1:9", "y of point 1"),
                Arguments.of("NaN throughout", "a nan nan nan nan\nb 1 2 3 4", ":1:3", "x of point 1"),
                Arguments.of("Infinity", "a.jpg Infinity 2 3 4", ":1:7", "x of point 1"),
                Arguments.of("inf", "a.jpg -inf 2 3 4", ":1:7", "x of point 1"),
                Arguments.of("hexadecimal", "a.jpg 0x10 2 3 4", ":1:7", "x of point 1"),
                Arguments.of("hexadecimal float", "a.jpg 1 2 3 0x1p3", ":1:13", "y of point 2"),
                Arguments.of("type suffix f", "a.jpg 1.5f 2 3 4", ":1:7", "x of point 1"),
                Arguments.of("type suffix d", "a.jpg 1 2d 3 4", ":1:9", "y of point 1"),
                Arguments.of("1e400", "a.jpg 1e400 2 3 4", ":1:7", "between -1,000,000 and 1,000,000"),
                Arguments.of("1e30", "a.jpg 1e30 2 3 4", ":1:7", "between -1,000,000 and 1,000,000"),
                Arguments.of("beyond the limit", "a.jpg 1 2 3 1000001", ":1:13", "between -1,000,000 and 1,000,000"),
                Arguments.of("exponent of five digits", "a.jpg 1e99999 2 3 4", ":1:7", "x of point 1"),
                Arguments.of("decimal comma", "a.jpg 1,5 2 3 4", ":1:7", "x of point 1"),
                Arguments.of("commas between", "a.jpg,1,2,3,4\n", ":1:1", "the number of pictures"),
                Arguments.of("semicolons", "a.jpg 1; 2; 3; 4\n", ":1:7", "x of point 1"),
                Arguments.of("thousands", "a.jpg 1_000 2 3 4", ":1:7", "x of point 1"),
                Arguments.of("two signs", "a.jpg --1 2 3 4", ":1:7", "x of point 1"),
                Arguments.of("a sign alone", "a.jpg - 2 3 4", ":1:7", "x of point 1"),
                Arguments.of("a point alone", "a.jpg . 2 3 4", ":1:7", "x of point 1"),
                Arguments.of("two points", "a.jpg 1.2.3 2 3 4", ":1:7", "x of point 1"),
                Arguments.of("exponent without digits", "a.jpg 1e 2 3 4", ":1:7", "x of point 1"),
                Arguments.of("arabic digits", "a.jpg \u0661 2 3 4", ":1:7", "x of point 1"),
                Arguments.of("full-width digits", "a.jpg \uff11 2 3 4", ":1:7", "x of point 1"),
                Arguments.of("quoted number", "a.jpg \"1\" 2 3 4", ":1:7", "x of point 1"),
                Arguments.of("a name with a blank", "a b.jpg 1 2 3 4", ":1:16", "x and y of every point"),
                Arguments.of("a comment", "a.jpg 1 2 3 4\n# done\n", ":2:3", "x of point 1"),
                Arguments.of("a NUL", "a.jpg 1 2\0 3 4", ":1:10", "printable characters"),
                Arguments.of("a form feed", "a.jpg 1 2 3 4\f", ":1:14", "printable characters"),
                Arguments.of("a no-break space", "a.jpg\u00a01 2 3 4", ":1:6", "printable characters"),
                Arguments.of(
                        "a second byte order mark", "\ufeffa.jpg 1 2 3 4\n\ufeffb.jpg 5 6 7 8", ":2:1", "printable"),
                Arguments.of("a cut-off last line", "2\na.jpg 1 2 3 4\nb.jpg 5 6", ":3:10", "x and y of 2 points"),
                Arguments.of(
                        "a defect in line 3 after CR LF",
                        "a 1 2 3 4\r\nb 1 2 3 4\r\nc 1 2 ? 4",
                        ":3:7",
                        "x of point 2"),
                Arguments.of("a defect after blank lines", "\n\na 1 2 3 4\n\nc 1 ? 3 4", ":5:5", "y of point 1"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void broken(String what, String text, String place, String expected) {
        DataException failure = assertThrows(DataException.class, () -> read(text, OptionalInt.empty()), what);
        assertTrue(failure.getMessage().startsWith("list.txt" + place), what + ": " + failure.getMessage());
        assertTrue(failure.getMessage().contains(expected), what + ": " + failure.getMessage());
        assertTrue(failure.getMessage().contains(". Fix: "), what + ": " + failure.getMessage());
    }

    static Stream<String> hostileNames() {
        return Stream.of(
                "../a.jpg",
                "..",
                ".",
                "./a.jpg",
                "x/../a.jpg",
                "x/../../a.jpg",
                "x/..",
                "/etc/passwd",
                "//a.jpg",
                "x//a.jpg",
                "x/",
                "/",
                "~/a.jpg",
                "~root/a.jpg",
                "..\\a.jpg",
                "x\\a.jpg",
                "\\\\server\\share\\a.jpg",
                "C:a.jpg",
                "C:\\a.jpg",
                "C:/a.jpg",
                "file:///etc/passwd",
                "http://example.org/a.jpg");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostileNames")
    void namesThatLeadElsewhereAreRefused(String name) {
        DataException landmarks = assertThrows(
                DataException.class, () -> read("a.jpg 1 2 3 4\n" + name + " 1 2 3 4\n", OptionalInt.empty()), name);
        assertTrue(
                landmarks.getMessage().startsWith("list.txt:2:1: Expected a picture's name"), landmarks.getMessage());
        DataException partition = assertThrows(DataException.class, () -> PartitionList.of(file(name + " 0\n")), name);
        assertEquals(1, partition.line(), name);
        DataException boxes = assertThrows(DataException.class, () -> BoxList.of(file(name + " 0 0 1 1\n")), name);
        assertEquals(1, boxes.line(), name);
    }

    static Stream<Arguments> partitions() {
        return Stream.of(
                Arguments.of("plain", "a 0\nb 1\nc 2\n", "{a=TRAIN, b=VALIDATION, c=TEST}"),
                Arguments.of("columns", "image_id partition\na 0\n", "{a=TRAIN}"),
                Arguments.of("count", "1\na 2\n", "{a=TEST}"),
                Arguments.of("count, columns, CR LF, mark", "\ufeff1\r\nimage_id partition\r\na 2\r\n\r\n", "{a=TEST}"),
                Arguments.of("repeated alike", "a 0\na 0\n", "{a=TRAIN}"),
                Arguments.of("empty", "", "{}"),
                Arguments.of("code 3", "a 3\n", ":1:3"),
                Arguments.of("code -1", "a 0\nb -1\n", ":2:3"),
                Arguments.of("code 00", "a 00\n", ":1:3"),
                Arguments.of("code 0.0", "a 0.0\n", ":1:3"),
                Arguments.of("code as a word", "a.jpg train\n", ":1:7"),
                Arguments.of("no code", "a 0\nb\n", ":2:2"),
                Arguments.of("two codes", "a 0 1\n", ":1:5"),
                Arguments.of("repeated differently", "a 0\na 1\n", ":2:3"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void partitions(String what, String text, String expected) {
        String found;
        try {
            found = new java.util.TreeMap<>(PartitionList.of(file(text))).toString();
        } catch (DataException failure) {
            found = ":" + failure.line() + ":" + failure.column();
        }
        assertEquals(expected, found, what);
    }

    static Stream<Arguments> boxes() {
        return Stream.of(
                Arguments.of("plain", "a.jpg 1 2 3 4\n", "1.0 2.0 3.0 4.0"),
                Arguments.of(
                        "CelebA's",
                        "1\nimage_id x_1 y_1 width height\na.jpg    95  71 226 313\n",
                        "95.0 71.0 226.0 313.0"),
                Arguments.of("negative corner", "a.jpg -1 -2.5 3 4\n", "-1.0 -2.5 3.0 4.0"),
                Arguments.of("no area", "a.jpg 320 828 0 0\n", "320.0 828.0 0.0 0.0"),
                Arguments.of("repeated", "a.jpg 1 2 3 4\na.jpg 5 6 7 8", "1.0 2.0 3.0 4.0"),
                Arguments.of("negative width", "a.jpg 1 2 -3 4\n", ":1:11"),
                Arguments.of("negative height", "a.jpg 1 2 3 -4\n", ":1:13"),
                Arguments.of("three numbers", "a.jpg 1 2 3\n", ":1:12"),
                Arguments.of("five numbers", "a.jpg 1 2 3 4 5\n", ":1:15"),
                Arguments.of("a word", "a.jpg 1 2 wide 4\n", ":1:11"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void boxes(String what, String text, String expected) {
        String found;
        try {
            Box box = BoxList.of(file(text)).get("a.jpg");
            found = box.x() + " " + box.y() + " " + box.width() + " " + box.height();
        } catch (DataException failure) {
            found = ":" + failure.line() + ":" + failure.column();
        }
        assertEquals(expected, found, what);
    }

    @ParameterizedTest(name = "{0} points wanted")
    @MethodSource("wantedPoints")
    void theNumberOfPointsCanBeGiven(int points, String outcome) {
        String found;
        try {
            found = Integer.toString(
                    read("a.jpg 1 2 3 4\n", OptionalInt.of(points)).points());
        } catch (DataException failure) {
            found = ":" + failure.line() + ":" + failure.column();
        }
        assertEquals(outcome, found);
    }

    static Stream<Arguments> wantedPoints() {
        return Stream.of(Arguments.of(1, ":1:11"), Arguments.of(2, "2"), Arguments.of(5, ":1:14"));
    }

    @org.junit.jupiter.api.Test
    void textThatIsNotUtf8NamesItsLine() {
        byte[] latin = "a.jpg 1 2 3 4\nm\u00fcller.jpg 1 2 3 4\n".getBytes(StandardCharsets.ISO_8859_1);
        DataException failure = assertThrows(DataException.class, () -> TextFile.parse("list.txt", latin));
        assertEquals(2, failure.line(), failure.getMessage());
    }

    private static LandmarkList read(String text, OptionalInt points) {
        return LandmarkList.of(file(text), points);
    }

    private static ListFile file(String text) {
        return ListFile.of(TextFile.parse("list.txt", text.getBytes(StandardCharsets.UTF_8)), "pictures");
    }
}
