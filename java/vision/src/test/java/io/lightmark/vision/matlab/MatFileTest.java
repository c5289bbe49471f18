package io.lightmark.vision.matlab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.error.DataException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MatFileTest {
    private static final int DOUBLE = 6;
    private static final int SINGLE = 7;
    private static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;

    private static MatBytes file() {
        return new MatBytes(LITTLE).header();
    }

    private static Map<String, Matrix> parse(byte[] bytes) {
        return MatFile.parse("a.mat", bytes, Set.of("m", "pt3d_68"));
    }

    @ParameterizedTest(name = "numbers of type {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 9, 12, 13})
    void numbersOfEveryTypeAreRead(int type) {
        for (ByteOrder order : new ByteOrder[] {LITTLE, ByteOrder.BIG_ENDIAN}) {
            double second = type == Element.SINGLE || type == Element.DOUBLE ? 2.5 : 100;
            MatBytes plain = new MatBytes(order).header().matrix("m", DOUBLE, 2, 2, type, 1, second, 3, 4);
            MatBytes packed = new MatBytes(order)
                    .matrix("m", DOUBLE, 2, 2, type, 1, second, 3, 4)
                    .compressed();
            for (MatBytes each : new MatBytes[] {plain, packed}) {
                Matrix matrix = parse(each.done()).get("m");
                assertArrayEquals(new double[] {1, second, 3, 4}, matrix.values(), order.toString());
                assertEquals(second, matrix.at(1, 0));
                assertEquals(3, matrix.at(0, 1));
            }
        }
    }

    @Test
    void numbersWithoutASignAreNotNegative() {
        double[] values = {-1};
        assertEquals(
                255,
                parse(file().matrix("m", DOUBLE, 1, 1, Element.UINT8, values).done())
                        .get("m")
                        .at(0, 0));
        assertEquals(
                65535,
                parse(file().matrix("m", DOUBLE, 1, 1, Element.UINT16, values).done())
                        .get("m")
                        .at(0, 0));
        assertEquals(
                0xffffffffL,
                parse(file().matrix("m", DOUBLE, 1, 1, Element.UINT32, values).done())
                        .get("m")
                        .at(0, 0));
        assertEquals(
                0x1p64,
                parse(file().matrix("m", DOUBLE, 1, 1, Element.UINT64, values).done())
                        .get("m")
                        .at(0, 0));
        assertEquals(
                -1,
                parse(file().matrix("m", DOUBLE, 1, 1, Element.INT8, values).done())
                        .get("m")
                        .at(0, 0));
    }

    @Test
    void variablesThatNobodyWantsMayBeAnything() {
        byte[] bytes = file().matrix("text", 4, 1, 2, Element.UINT16, 'a', 'b')
                .matrix("cells", 1, 1, 1, Element.MATRIX)
                .element(Element.MATRIX, new byte[0])
                .element(77, new byte[5])
                .matrix("pt3d_68", SINGLE, 1, 2, Element.SINGLE, 7, 8)
                .done();
        Map<String, Matrix> matrices = parse(bytes);
        assertEquals(Set.of("pt3d_68"), matrices.keySet());
        assertEquals(8, matrices.get("pt3d_68").at(0, 1));
        assertEquals(Map.of(), parse(file().done()), "a file without variables");
    }

    static Stream<Arguments> broken() {
        byte[] good =
                file().matrix("m", DOUBLE, 2, 2, Element.DOUBLE, 1, 2, 3, 4).done();
        byte[] packed = new MatBytes(LITTLE)
                .matrix("m", DOUBLE, 2, 2, Element.DOUBLE, 1, 2, 3, 4)
                .compressed()
                .done();
        byte[] spoilt = packed.clone();
        spoilt[packed.length - 20] ^= 0x55;
        byte[] zeros = new byte[70 << 20];
        return Stream.of(
                Arguments.of("empty", new byte[0], "128 bytes"),
                Arguments.of("cut in the header", Arrays.copyOf(good, 127), "128 bytes"),
                Arguments.of("text", "x".repeat(500).getBytes(StandardCharsets.US_ASCII), "version 5"),
                Arguments.of("HDF5", ("\u0089HDF" + "x".repeat(200)).getBytes(StandardCharsets.ISO_8859_1), "7.3"),
                Arguments.of(
                        "version 7.3", ("MATLAB 7.3" + "x".repeat(200)).getBytes(StandardCharsets.US_ASCII), "-v7"),
                Arguments.of("cut in a tag", Arrays.copyOf(good, 132), "tag of a variable"),
                Arguments.of("cut in a variable", Arrays.copyOf(good, good.length - 8), "bytes of a variable"),
                Arguments.of(
                        "cut in a compressed one", Arrays.copyOf(packed, packed.length - 3), "bytes of a variable"),
                Arguments.of("damaged compression", spoilt, "compressed"),
                Arguments.of(
                        "too few numbers",
                        file().matrix("m", DOUBLE, 2, 2, 9, 1, 2, 3).done(),
                        "2 x 2 numbers"),
                Arguments.of(
                        "too many numbers",
                        file().matrix("m", DOUBLE, 1, 2, 9, 1, 2, 3).done(),
                        "1 x 2 numbers"),
                Arguments.of(
                        "negative rows",
                        file().matrix("m", DOUBLE, -1, -1, 9, 1).done(),
                        "-1 x -1"),
                Arguments.of(
                        "rows that overflow",
                        file().matrix("m", DOUBLE, 65536, 65536, 9).done(),
                        "65536 x 65536"),
                Arguments.of("text", file().matrix("m", 4, 1, 1, 4, 'a').done(), "real matrix"),
                Arguments.of(
                        "complex numbers",
                        file().matrix("m", 0x0806, 1, 1, 9, 1).done(),
                        "real matrix"),
                Arguments.of(
                        "numbers of no type",
                        file().matrix("m", DOUBLE, 1, 1, 16, 1).done(),
                        "type of numbers"),
                Arguments.of(
                        "a variable twice",
                        file().matrix("m", DOUBLE, 1, 1, 9, 1)
                                .matrix("m", DOUBLE, 1, 1, 9, 1)
                                .done(),
                        "m once"),
                Arguments.of(
                        "a small element of five bytes",
                        file().element(Element.MATRIX, new byte[] {6, 0, 5, 0, 0, 0, 0, 0})
                                .done(),
                        "at most 4 bytes"),
                Arguments.of(
                        "half a number",
                        file().element(
                                        Element.MATRIX,
                                        new MatBytes(LITTLE)
                                                .element(Element.UINT32, new byte[] {6, 0, 0, 0, 0, 0, 0, 0})
                                                .element(Element.INT32, new byte[] {1, 0, 0, 0, 1, 0, 0, 0})
                                                .small(Element.INT8, new byte[] {'m'})
                                                .element(Element.DOUBLE, new byte[5])
                                                .done())
                                .done(),
                        "a multiple of 8"),
                Arguments.of(
                        "no array flags",
                        file().element(Element.MATRIX, new byte[16]).done(),
                        "array flags"),
                Arguments.of(
                        "a bomb",
                        new MatBytes(LITTLE)
                                .element(Element.MATRIX, zeros)
                                .compressed()
                                .done(),
                        "unpacked bytes"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void broken(String what, byte[] bytes, String expected) {
        String message =
                assertThrows(DataException.class, () -> parse(bytes), what).getMessage();
        assertTrue(message.startsWith("a.mat: Expected ") && message.contains(expected), message);
    }

    /** Bytes changed at random: a matrix or a DataException, nothing else, and soon. */
    @Test
    void noChangeOfAFileDoesHarm() {
        byte[] plain = file().matrix("m", DOUBLE, 2, 2, Element.DOUBLE, 1, 2, 3, 4)
                .matrix("pt3d_68", SINGLE, 3, 2, Element.SINGLE, 1, 2, 3, 4, 5, 6)
                .done();
        byte[] packed = new MatBytes(LITTLE)
                .matrix("m", DOUBLE, 3, 4, Element.INT16, new double[12])
                .compressed()
                .done();
        Random random = new Random(7);
        int refused = 0;
        for (int round = 0; round < 6_000; round++) {
            byte[] changed = (round % 2 == 0 ? plain : packed).clone();
            for (int i = 0; i <= random.nextInt(4); i++) {
                int at = 120 + random.nextInt(changed.length - 120);
                changed[at] = (byte) (random.nextBoolean() ? random.nextInt() : random.nextInt(20));
            }
            if (random.nextInt(4) == 0) {
                ByteBuffer.wrap(changed).order(LITTLE).putInt(128 + 8 * random.nextInt(4), random.nextInt());
            }
            byte[] cut = random.nextInt(5) == 0 ? Arrays.copyOf(changed, random.nextInt(changed.length)) : changed;
            try {
                parse(cut)
                        .values()
                        .forEach(matrix -> assertEquals(matrix.rows() * matrix.columns(), matrix.values().length));
            } catch (DataException expected) {
                refused++;
            }
        }
        assertTrue(refused > 1500, refused + " of 6000 files were refused");
    }
}
