package io.lightmark.vision.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.error.DataException;
import io.lightmark.vision.report.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of every kind, whole and broken, through the real reader. */
final class PictureReaderTest {
    private static final PictureReader READER = new PictureReader();

    @TempDir
    Path folder;

    @BeforeAll
    static void load() {
        OpenCv.load();
    }

    static Stream<Arguments> kinds() {
        OpenCv.load();
        return Stream.of(
                Arguments.of("jpeg, 3 channels", TestPictures.encoded(".jpg", TestPictures.bgr8(), 37, 23)),
                Arguments.of("jpeg, 1 channel", TestPictures.encoded(".jpg", TestPictures.grey8(), 37, 23)),
                Arguments.of("png, 3 channels", TestPictures.encoded(".png", TestPictures.bgr8(), 37, 23)),
                Arguments.of("png, 1 channel", TestPictures.encoded(".png", TestPictures.grey8(), 37, 23)),
                Arguments.of("png, 4 channels", TestPictures.encoded(".png", TestPictures.bgra8(), 37, 23)),
                Arguments.of("png, 16 bits grey", TestPictures.encoded(".png", TestPictures.grey16(), 37, 23)),
                Arguments.of("png, 16 bits colour", TestPictures.encoded(".png", TestPictures.bgr16(), 37, 23)),
                Arguments.of("bmp, 24 bits", TestPictures.encoded(".bmp", TestPictures.bgr8(), 37, 23)),
                Arguments.of("bmp, 8 bits", TestPictures.encoded(".bmp", TestPictures.grey8(), 37, 23)),
                Arguments.of("bmp, 32 bits", TestPictures.encoded(".bmp", TestPictures.bgra8(), 37, 23)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void becomesThreeChannelsOfEightBits(String kind, byte[] file) {
        Picture picture = READER.read(kind, file);
        assertEquals("37x23", picture.width() + "x" + picture.height(), kind);
        assertEquals(3 * 37 * 23, picture.bgr().length, kind);
    }

    @Test
    void aSinglePixelIsAPicture() {
        assertEquals(
                3,
                READER.read("jpeg", PictureWriter.jpeg(TestPictures.of(1, 1, 1), 90))
                        .bgr()
                        .length);
        assertEquals(
                3,
                READER.read("png", PictureWriter.png(TestPictures.of(1, 1, 1))).bgr().length);
    }

    @Test
    void losslessFilesGiveBackEveryByteInBlueGreenRed() {
        Picture picture = TestPictures.of(31, 17, 5);
        assertArrayEquals(
                picture.bgr(), READER.read("png", PictureWriter.png(picture)).bgr(), "png");
    }

    @Test
    void greyBecomesThreeEqualChannels() {
        Picture picture = READER.read("grey", TestPictures.encoded(".png", TestPictures.grey8(), 9, 5));
        for (int i = 0; i < picture.bgr().length; i += 3) {
            assertEquals(picture.bgr()[i], picture.bgr()[i + 1], "pixel " + i / 3);
            assertEquals(picture.bgr()[i], picture.bgr()[i + 2], "pixel " + i / 3);
        }
    }

    @ParameterizedTest(name = "jpeg of {0}x{1} at quality {2}")
    @CsvSource({"16, 16, 90", "33, 21, 95", "48, 40, 30"})
    void aJpegCutAnywhereIsRefused(int width, int height, int quality) {
        byte[] file = PictureWriter.jpeg(TestPictures.of(width, height, 3), quality);
        for (int length = 0; length < file.length; length++) {
            Reading reading = READER.attempt("cut", Arrays.copyOf(file, length));
            Reading.Refused refused = assertInstanceOf(Reading.Refused.class, reading, "cut after " + length);
            Reason expected = length == 0 ? Reason.EMPTY_FILE : length < 3 ? Reason.NOT_A_PICTURE : Reason.TRUNCATED;
            assertEquals(expected, refused.reason(), "cut after " + length + ": " + refused);
        }
    }

    @Test
    void aPngCutAnywhereIsRefused() {
        byte[] file = PictureWriter.png(TestPictures.of(19, 13, 3));
        for (int length = 8; length < file.length; length++) {
            Reading.Refused refused = assertInstanceOf(
                    Reading.Refused.class, READER.attempt("cut", Arrays.copyOf(file, length)), "cut after " + length);
            assertEquals(Reason.TRUNCATED, refused.reason(), "cut after " + length + ": " + refused);
        }
    }

    @Test
    void aBmpCutAnywhereIsRefused() {
        byte[] file = TestPictures.encoded(".bmp", TestPictures.bgr8(), 19, 13);
        for (int length = 2; length < file.length; length++) {
            Reading.Refused refused = assertInstanceOf(
                    Reading.Refused.class, READER.attempt("cut", Arrays.copyOf(file, length)), "cut after " + length);
            assertEquals(Reason.TRUNCATED, refused.reason(), "cut after " + length + ": " + refused);
        }
    }

    @Test
    void aPngWithAnyByteChangedIsRefused() {
        byte[] file = PictureWriter.png(TestPictures.of(7, 5, 3));
        for (int at = 0; at < file.length; at++) {
            for (int bit : new int[] {0x01, 0x80}) {
                byte[] changed = file.clone();
                changed[at] ^= (byte) bit;
                assertInstanceOf(
                        Reading.Refused.class, READER.attempt("changed", changed), "byte " + at + " of " + file.length);
            }
        }
    }

    @Test
    void aJpegWithAnyByteChangedIsReadOrRefusedButNothingElse() {
        byte[] file = PictureWriter.jpeg(TestPictures.of(24, 24, 3), 80);
        int refused = 0;
        for (int at = 0; at < file.length; at++) {
            byte[] changed = file.clone();
            changed[at] = (byte) ~changed[at];
            Reading reading = READER.attempt("changed", changed);
            refused += reading instanceof Reading.Refused ? 1 : 0;
        }
        assertTrue(refused > 20, "only " + refused + " of " + file.length + " changes were noticed");
    }

    @Test
    void whatFollowsTheEndOfAJpegDoesNotMatter() {
        byte[] file = PictureWriter.jpeg(TestPictures.of(20, 20, 3), 90);
        byte[] whole = READER.read("whole", file).bgr();
        for (byte[] tail :
                new byte[][] {new byte[1], new byte[5000], "some text".getBytes(StandardCharsets.UTF_8), file}) {
            byte[] longer = Arrays.copyOf(file, file.length + tail.length);
            System.arraycopy(tail, 0, longer, file.length, tail.length);
            assertArrayEquals(whole, READER.read("tail", longer).bgr(), tail.length + " bytes behind the end");
        }
    }

    @Test
    void theEndMarkerOfAThumbnailDoesNotCount() {
        byte[] thumbnail = PictureWriter.jpeg(TestPictures.of(8, 8, 1), 50);
        byte[] file = TestPictures.withSegment(PictureWriter.jpeg(TestPictures.of(32, 32, 3), 90), 0xe1, thumbnail);
        assertEquals(32, READER.read("with thumbnail", file).width(), "whole");
        for (int cut = 1; cut < 200; cut++) {
            Reading reading = READER.attempt("cut", Arrays.copyOf(file, file.length - cut));
            assertInstanceOf(Reading.Refused.class, reading, cut + " bytes cut off");
        }
    }

    @Test
    void exifOrientationIsIgnored() {
        // TIFF header, one entry: tag 0x0112 (orientation), SHORT, count 1, value 6 (turn right).
        byte[] exif = HexFormat.of()
                .parseHex("457869660000" + "4d4d002a00000008" + "0001" + "011200030000000100060000" + "00000000");
        Picture picture = TestPictures.of(40, 20, 3);
        byte[] plain = PictureWriter.jpeg(picture, 90);
        Picture read = READER.read("turned", TestPictures.withSegment(plain, 0xe1, exif));
        assertEquals("40x20", read.width() + "x" + read.height(), "size as stored");
        assertArrayEquals(READER.read("plain", plain).bgr(), read.bgr(), "pixels as stored");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("empty", "", Reason.EMPTY_FILE),
                Arguments.of("zeros", "00000000000000000000", Reason.NOT_A_PICTURE),
                Arguments.of("text", "68656c6c6f2c20776f726c64", Reason.NOT_A_PICTURE),
                Arguments.of("html", "3c21444f43545950452068746d6c3e", Reason.NOT_A_PICTURE),
                Arguments.of("gif", "474946383961010001008000", Reason.NOT_A_PICTURE),
                Arguments.of("webp", "524946462400000057454250", Reason.NOT_A_PICTURE),
                Arguments.of("tiff, little-endian", "49492a0008000000", Reason.NOT_A_PICTURE),
                Arguments.of("tiff, big-endian", "4d4d002a00000008", Reason.NOT_A_PICTURE),
                Arguments.of("jpeg 2000", "0000000c6a5020200d0a870a", Reason.NOT_A_PICTURE),
                Arguments.of("jpeg 2000 stream", "ff4fff51002f0000", Reason.NOT_A_PICTURE),
                Arguments.of("pnm", "50360a3120310a3235350a000000", Reason.NOT_A_PICTURE),
                Arguments.of("pfm", "50460a3120310a2d312e300a", Reason.NOT_A_PICTURE),
                Arguments.of("openexr", "762f31010200000000", Reason.NOT_A_PICTURE),
                Arguments.of("radiance", "233f52414449414e43450a", Reason.NOT_A_PICTURE),
                Arguments.of("sun raster", "59a66a95000000010000", Reason.NOT_A_PICTURE),
                Arguments.of("avif", "0000001c6674797061766966", Reason.NOT_A_PICTURE),
                Arguments.of("pdf", "255044462d312e340a", Reason.NOT_A_PICTURE),
                Arguments.of("zip", "504b030414000000", Reason.NOT_A_PICTURE),
                Arguments.of("jpeg, start only", "ffd8ff", Reason.TRUNCATED),
                Arguments.of("jpeg, start and end", "ffd8ffd9", Reason.CORRUPT),
                Arguments.of("jpeg, two starts", "ffd8ffd8ffd9", Reason.CORRUPT),
                Arguments.of("jpeg, segment length 1", "ffd8ffe00001ffd9", Reason.CORRUPT),
                Arguments.of("jpeg, bytes between segments", "ffd8ffe0000200ffd9", Reason.CORRUPT),
                Arguments.of("jpeg, scan without frame", "ffd8ffda000201ffd9", Reason.CORRUPT),
                Arguments.of("jpeg, zero width", frame("c0", "08", "0010", "0000", "03"), Reason.ZERO_SIZE),
                Arguments.of("jpeg, zero height", frame("c0", "08", "0000", "0010", "03"), Reason.ZERO_SIZE),
                Arguments.of("jpeg, 65500x65500", frame("c0", "08", "ffdc", "ffdc", "03"), Reason.TOO_LARGE),
                Arguments.of("jpeg, 12 bits", frame("c1", "0c", "0010", "0010", "03"), Reason.UNSUPPORTED),
                Arguments.of("jpeg, lossless", frame("c3", "08", "0010", "0010", "03"), Reason.UNSUPPORTED),
                Arguments.of("jpeg, arithmetic", frame("c9", "08", "0010", "0010", "03"), Reason.UNSUPPORTED),
                Arguments.of("jpeg, two components", frame("c0", "08", "0010", "0010", "02"), Reason.UNSUPPORTED),
                Arguments.of("png, signature only", "89504e470d0a1a0a", Reason.TRUNCATED),
                Arguments.of("png, 50000x50000", png("0000c350", "0000c350"), Reason.TOO_LARGE),
                Arguments.of("png, 2^32-1 wide", png("ffffffff", "00000001"), Reason.TOO_LARGE),
                Arguments.of("png, zero height", png("00000010", "00000000"), Reason.ZERO_SIZE),
                Arguments.of("bmp, start only", "424d", Reason.TRUNCATED),
                Arguments.of("bmp, huge", bmp("00000040", "00000040"), Reason.TOO_LARGE),
                Arguments.of("bmp, zero width", bmp("00000000", "01000000"), Reason.ZERO_SIZE),
                Arguments.of("bmp, negative width", bmp("ffffffff", "01000000"), Reason.CORRUPT),
                Arguments.of("bmp, lowest height", bmp("01000000", "00000080"), Reason.CORRUPT),
                Arguments.of("bmp, no pixels", bmp("10000000", "10000000"), Reason.TRUNCATED));
    }

    private static String frame(String process, String bits, String height, String width, String components) {
        return "ffd8ff" + process + "0008" + bits + height + width + components + "ffd9";
    }

    private static String png(String width, String height) {
        return "89504e470d0a1a0a" + "0000000d49484452" + width + height + "0802000000" + "00000000";
    }

    private static String bmp(String width, String height) {
        return "424d" + "36000000" + "00000000" + "36000000" + "28000000" + width + height + "0100" + "1800"
                + "0000000000000000" + "0000000000000000" + "0000000000000000";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refused(String kind, String hex, Reason reason) {
        Reading reading = READER.attempt(kind, HexFormat.of().parseHex(hex));
        Reading.Refused refused = assertInstanceOf(Reading.Refused.class, reading, kind);
        assertEquals(reason, refused.reason(), kind + ": " + refused);
        DataException failure = assertThrows(DataException.class, reading::orThrow, kind);
        String message = failure.getMessage();
        assertTrue(message.startsWith(kind + ": Expected ") && message.contains(". Fix: "), message);
    }

    @Test
    void theLimitCountsPixels() {
        byte[] file = PictureWriter.png(TestPictures.of(20, 10, 1));
        assertEquals(20, new PictureReader(200).read("at the limit", file).width());
        Reading.Refused refused =
                assertInstanceOf(Reading.Refused.class, new PictureReader(199).attempt("above", file));
        assertEquals(Reason.TOO_LARGE, refused.reason());
    }

    @Test
    void placesWithoutAPictureFileAreRefused() throws IOException {
        assertEquals(Reason.MISSING, reason(folder.resolve("none.jpg")));
        assertEquals(Reason.UNREADABLE, reason(folder));
        Path empty = Files.createFile(folder.resolve("empty.jpg"));
        assertEquals(Reason.EMPTY_FILE, reason(empty));
    }

    private static Reason reason(Path file) {
        return assertInstanceOf(Reading.Refused.class, READER.attempt(file), file.toString())
                .reason();
    }

    @Test
    void aThousandDecodesLeaveNoNativeMemoryBehind() {
        byte[] jpeg = PictureWriter.jpeg(TestPictures.of(64, 48, 1), 90);
        byte[] png = PictureWriter.png(TestPictures.of(64, 48, 1));
        byte[] broken = jpeg.clone();
        Arrays.fill(broken, 20, 200, (byte) 0x5a);
        READER.read("before", jpeg);
        long bytes = Pointer.totalBytes();
        long count = Pointer.totalCount();
        for (int i = 0; i < 1000; i++) {
            READER.read("jpeg", jpeg);
            READER.read("png", png);
            READER.attempt("broken", broken);
        }
        assertEquals(bytes, Pointer.totalBytes(), "native bytes");
        assertEquals(count, Pointer.totalCount(), "native objects");
    }
}
