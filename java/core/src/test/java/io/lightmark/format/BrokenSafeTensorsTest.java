package io.lightmark.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.error.ModelFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way a file can lie is refused with the format's exception, and its neighbours that do not lie are accepted. */
class BrokenSafeTensorsTest {
    private static final String GOOD = "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}";

    @TempDir
    Path folder;

    static Stream<Arguments> refused() {
        String f32 = "'dtype':'F32',";
        return Stream.of(
                raw("empty file", new byte[0]),
                raw("seven bytes", new byte[7]),
                raw("length only, zero", new byte[8]),
                raw("length beyond the file", withLength(9, "{}", 0)),
                raw("length negative", withLength(-1, "{}", 0)),
                raw("length minimum", withLength(Long.MIN_VALUE, "{}", 0)),
                raw("length above the limit", withLength(100_000_001, "{}", 0)),
                raw("length of 2^32 + 2", withLength((1L << 32) + 2, "{}", 0)),
                raw("header cuts off inside", withLength(10, GOOD, 8)),
                raw("no UTF-8", withBytes(new byte[] {'{', '"', (byte) 0xff, '"', ':', '{', '}', '}'})),
                raw("overlong UTF-8", withBytes(new byte[] {'{', '"', (byte) 0xc0, (byte) 0x80, '"', ':', '{', '}', '}'
                })),
                raw("UTF-16 text", withBytes("{}".getBytes(StandardCharsets.UTF_16LE))),
                raw("byte order mark", withBytes("\uFEFF{}".getBytes(StandardCharsets.UTF_8))),
                header("leading blank", " {}", 0),
                header("array at the top", "[]", 0),
                header("number at the top", "1", 0),
                header("no JSON", "{", 0),
                header("text behind the object", "{}x", 0),
                header("second object behind", "{}{}", 0),
                header("single quotes stay single", "{\\'a\\':{}}", 0),
                header("comment", "{/* */}", 0),
                header("trailing comma", "{'__metadata__':{},}", 0),
                header("deep nesting", "{'a':" + "[".repeat(100_000) + "]".repeat(100_000) + "}", 0),
                header("deep nesting in an unknown field", "{'a':{'x':" + "[".repeat(100_000), 0),
                header("tensor is a number", "{'a':3}", 0),
                header("tensor is null", "{'a':null}", 0),
                header("tensor is a list", "{'a':[]}", 0),
                header("tensor without anything", "{'a':{}}", 0),
                header("no dtype", "{'a':{'shape':[2],'data_offsets':[0,8]}}", 8),
                header("no shape", "{'a':{" + f32 + "'data_offsets':[0,8]}}", 8),
                header("no offsets", "{'a':{" + f32 + "'shape':[2]}}", 8),
                header("unknown dtype", "{'a':{'dtype':'F33','shape':[2],'data_offsets':[0,8]}}", 8),
                header("lower-case dtype", "{'a':{'dtype':'f32','shape':[2],'data_offsets':[0,8]}}", 8),
                header("dtype is a number", "{'a':{'dtype':32,'shape':[2],'data_offsets':[0,8]}}", 8),
                header("shape is a number", "{'a':{" + f32 + "'shape':2,'data_offsets':[0,8]}}", 8),
                header("shape holds a fraction", "{'a':{" + f32 + "'shape':[2.0],'data_offsets':[0,8]}}", 8),
                header("shape holds a string", "{'a':{" + f32 + "'shape':['2'],'data_offsets':[0,8]}}", 8),
                header("shape holds null", "{'a':{" + f32 + "'shape':[null],'data_offsets':[0,8]}}", 8),
                header("shape holds an exponent", "{'a':{" + f32 + "'shape':[2e0],'data_offsets':[0,8]}}", 8),
                header("shape is negative", "{'a':{" + f32 + "'shape':[-2],'data_offsets':[0,8]}}", 8),
                header("shape is minus zero", "{'a':{" + f32 + "'shape':[-0],'data_offsets':[0,0]}}", 0),
                header("two negatives", "{'a':{" + f32 + "'shape':[-1,-2],'data_offsets':[0,8]}}", 8),
                header(
                        "shape beyond 63 bits",
                        "{'a':{" + f32 + "'shape':[9223372036854775808],'data_offsets':[0,8]}}",
                        8),
                header(
                        "product overflows to 8",
                        "{'a':{" + f32 + "'shape':[4294967296,4294967296,2],'data_offsets':[0,8]}}",
                        8),
                header(
                        "product overflows to 0",
                        "{'a':{" + f32 + "'shape':[4611686018427387904],'data_offsets':[0,0]}}",
                        0),
                header("one offset", "{'a':{" + f32 + "'shape':[2],'data_offsets':[8]}}", 8),
                header("three offsets", "{'a':{" + f32 + "'shape':[2],'data_offsets':[0,8,8]}}", 8),
                header("offsets reversed", "{'a':{" + f32 + "'shape':[2],'data_offsets':[8,0]}}", 8),
                header("offset negative", "{'a':{" + f32 + "'shape':[2],'data_offsets':[-8,0]}}", 8),
                header("offset overflow", "{'a':{" + f32 + "'shape':[2],'data_offsets':[9223372036854775807,7]}}", 8),
                header("size too small", "{'a':{" + f32 + "'shape':[2],'data_offsets':[0,4]}}", 4),
                header("size too large", "{'a':{" + f32 + "'shape':[2],'data_offsets':[0,12]}}", 12),
                header("data cut off", GOOD, 7),
                header("data missing", GOOD, 0),
                header("tail byte", GOOD, 9),
                header("data without tensors", "{}", 1),
                header("hole at the start", "{'a':{" + f32 + "'shape':[1],'data_offsets':[4,8]}}", 8),
                header("hole between", two(0, 4, 8, 12), 12),
                header("overlap", two(0, 4, 2, 6), 6),
                header("same bytes twice", two(0, 4, 0, 4), 4),
                header(
                        "duplicate tensor",
                        "{'a':{" + f32 + "'shape':[1],'data_offsets':[0,4]}," + "'a':{" + f32
                                + "'shape':[1],'data_offsets':[4,8]}}",
                        8),
                header(
                        "duplicate tensor, escaped",
                        "{'a':{" + f32 + "'shape':[1],'data_offsets':[0,4]}," + "'\\u0061':{" + f32
                                + "'shape':[1],'data_offsets':[4,8]}}",
                        8),
                header("duplicate dtype", "{'a':{'dtype':'U8'," + f32 + "'shape':[2],'data_offsets':[0,8]}}", 8),
                header("duplicate shape", "{'a':{" + f32 + "'shape':[2],'shape':[2],'data_offsets':[0,8]}}", 8),
                header("duplicate metadata", "{'__metadata__':{},'__metadata__':{}}", 0),
                header("duplicate metadata key", "{'__metadata__':{'k':'1','k':'2'}}", 0),
                header("metadata is a string", "{'__metadata__':'x'}", 0),
                header("metadata holds a number", "{'__metadata__':{'k':1}}", 0),
                header("metadata holds null", "{'__metadata__':{'k':null}}", 0),
                header("metadata holds an object", "{'__metadata__':{'k':{}}}", 0),
                header("metadata not closed", "{'__metadata__':{'k':'v'", 0));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void isRefused(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve("broken.safetensors");
        Files.write(file, bytes);
        ModelFileException e = assertThrows(
                ModelFileException.class, () -> SafeTensors.open(file).close(), name);
        assertTrue(
                e.getMessage().contains("Expected ") && e.getMessage().contains("Fix: "), name + ": " + e.getMessage());
        assertEquals(file.toString(), e.file(), name);
        Files.delete(file);
    }

    static Stream<Arguments> accepted() {
        return Stream.of(
                header("nothing", "{}", 0),
                header("trailing blanks", GOOD + "      ", 8),
                header("unknown field", "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8],'x':[{'y':1}]}}", 8),
                header("out of order", "{'b':{'dtype':'U8','shape':[1],'data_offsets':[8,9]}," + GOOD.substring(1), 9),
                header("scalar", "{'a':{'dtype':'I64','shape':[],'data_offsets':[0,8]}}", 8),
                header("empty tensor", "{'a':{'dtype':'I32','shape':[0,3],'data_offsets':[0,0]}}", 0),
                header("metadata", "{'__metadata__':{'k':'v'}}", 0));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("accepted")
    void isAccepted(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve("good.safetensors");
        Files.write(file, bytes);
        try (SafeTensors read = SafeTensors.open(file)) {
            assertEquals(file, read.file(), name);
        }
    }

    @Test
    void everyPrefixOfAGoodFileIsRefused() throws IOException {
        byte[] good = withLength(GOOD.length(), GOOD, 8);
        Path file = folder.resolve("prefix.safetensors");
        for (int length = 0; length < good.length; length++) {
            Files.write(file, Arrays.copyOf(good, length));
            String name = length + " of " + good.length + " bytes";
            assertThrows(ModelFileException.class, () -> SafeTensors.open(file).close(), name);
        }
    }

    @Test
    void whatIsNoFileIsRefused() {
        assertThrows(ModelFileException.class, () -> SafeTensors.open(folder).close(), "a folder");
        assertThrows(
                ModelFileException.class,
                () -> SafeTensors.open(folder.resolve("none")).close(),
                "missing");
    }

    private static String two(int begin1, int end1, int begin2, int end2) {
        return "{'a':{'dtype':'U8','shape':[4],'data_offsets':[" + begin1 + "," + end1 + "]},"
                + "'b':{'dtype':'U8','shape':[4],'data_offsets':[" + begin2 + "," + end2 + "]}}";
    }

    /** Headers are written with single quotes for legibility. */
    private static Arguments header(String name, String header, int dataBytes) {
        return raw(name, withLength(json(header).length(), header, dataBytes));
    }

    private static String json(String header) {
        return header.replace("\\'", "\t").replace('\'', '"').replace('\t', '\'');
    }

    private static Arguments raw(String name, byte[] bytes) {
        return Arguments.of(name, bytes);
    }

    private static byte[] withBytes(byte[] header) {
        ByteBuffer buffer = ByteBuffer.allocate(8 + header.length).order(ByteOrder.LITTLE_ENDIAN);
        return buffer.putLong(header.length).put(header).array();
    }

    private static byte[] withLength(long length, String header, int dataBytes) {
        byte[] text = json(header).getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = ByteBuffer.allocate(8 + text.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        return buffer.putLong(length).put(text).array();
    }
}
