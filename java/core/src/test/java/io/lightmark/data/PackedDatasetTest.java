package io.lightmark.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.error.ModelFileException;
import io.lightmark.format.SafeTensors;
import io.lightmark.format.SafeTensorsWriter;
import io.lightmark.format.TensorInfo;
import io.lightmark.tensor.DType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PackedDatasetTest {
    @TempDir
    Path folder;

    @ParameterizedTest(name = "maps of at most {0} bytes")
    @ValueSource(ints = {1, 100, 1000, 5000, 1 << 30})
    void whatWasWrittenIsReadBack(int largestMap) throws IOException {
        MemoryPictureSet memory = SetSamples.memory(23, 5, 9);
        Path file = write(SetSamples.pictures(23, 5, 9), 5);
        try (PackedDataset packed = PackedDataset.open(file, largestMap)) {
            assertEquals(23, packed.size());
            assertEquals(5, packed.points());
            for (int i = 22; i >= 0; i--) {
                assertEquals(memory.name(i), packed.name(i));
                assertEquals(memory.split(i), packed.split(i), packed.name(i));
                assertEquals(memory.width(i), packed.width(i), packed.name(i));
                assertEquals(memory.height(i), packed.height(i), packed.name(i));
                assertArrayEquals(memory.landmarks(i), packed.landmarks(i), packed.name(i));
                assertArrayEquals(PictureSetsTest.pixels(memory, i), PictureSetsTest.pixels(packed, i), packed.name(i));
            }
            packed.verify();
            assertEquals(memory.fingerprint(), packed.fingerprint());
            assertEquals("a test", packed.metadata().get("origin"));
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList(), "no temporary file is left");
        }
    }

    @Test
    void attributesAreKept() {
        List<AnnotatedPicture> pictures = SetSamples.described(7, 2, 5);
        try (PackedDataset packed = PackedDataset.open(write(pictures, 2))) {
            for (int i = 0; i < 7; i++) {
                assertEquals(pictures.get(i).attributes(), packed.attributes(i), packed.name(i));
            }
            assertEquals(new MemoryPictureSet(pictures, 2).fingerprint(), packed.fingerprint());
        }
        try (PackedDataset packed = PackedDataset.open(write(SetSamples.pictures(3, 2, 5), 2))) {
            assertEquals(Set.of(), packed.attributes(2), "a file without the tensor");
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> new AnnotatedPicture("a", Split.TRAIN, 1, 1, new byte[3], new float[2], Set.of("a,b")));
    }

    @Test
    void aClosedDatasetCannotBeRead() {
        PackedDataset packed = PackedDataset.open(write(SetSamples.pictures(2, 1, 9), 1));
        packed.close();
        packed.close();
        assertThrows(IllegalStateException.class, () -> PictureSetsTest.pixels(packed, 0));
        assertThrows(IllegalStateException.class, packed::verify);
    }

    @Test
    void aWriterWithoutCommitLeavesNothing() throws IOException {
        Path target = folder.resolve("new/set.safetensors");
        try (PackedDatasetWriter writer = PackedDatasetWriter.create(target, 1)) {
            assertThrows(IllegalStateException.class, () -> writer.commit(Map.of()), "no picture");
            SetSamples.pictures(3, 1, 9).forEach(writer::add);
            AnnotatedPicture other = SetSamples.pictures(1, 2, 9).get(0);
            assertThrows(IllegalArgumentException.class, () -> writer.add(other), "two points");
            AnnotatedPicture lines = new AnnotatedPicture("a\nb", Split.TRAIN, 1, 1, new byte[3], new float[2]);
            assertThrows(IllegalArgumentException.class, () -> writer.add(lines), "name of two lines");
            assertEquals(3, writer.size());
        }
        try (Stream<Path> files = Files.list(folder.resolve("new"))) {
            assertEquals(List.of(), files.toList());
        }
    }

    @Test
    void aWriterReplacesAFileAsAWhole() throws IOException {
        Path file = write(SetSamples.pictures(3, 1, 9), 1);
        byte[] before = Files.readAllBytes(file);
        try (PackedDatasetWriter writer = PackedDatasetWriter.create(file, 1)) {
            writer.add(SetSamples.pictures(1, 1, 4).get(0));
            assertArrayEquals(before, Files.readAllBytes(file), "before commit");
            writer.commit(Map.of());
        }
        assertEquals(1, PackedDataset.open(file).size());
    }

    @Test
    void aFileCutAnywhereIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(write(SetSamples.pictures(3, 1, 9), 1));
        for (int length = 0; length < whole.length; length += length < 60 || length > whole.length - 60 ? 1 : 37) {
            Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, length));
            assertThrows(ModelFileException.class, () -> PackedDataset.open(cut), length + " of " + whole.length);
        }
        Path longer = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, whole.length + 1));
        assertThrows(ModelFileException.class, () -> PackedDataset.open(longer), "one byte more");
    }

    @Test
    void aChangedPixelIsFoundByVerify() throws IOException {
        Path file = write(SetSamples.pictures(3, 1, 9), 1);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        try (PackedDataset packed = PackedDataset.open(file)) {
            assertThrows(ModelFileException.class, packed::verify);
        }
    }

    @Test
    void aChangedAnnotationIsFoundAtOnce() throws IOException {
        Path file = write(SetSamples.pictures(3, 1, 9), 1);
        byte[] bytes = Files.readAllBytes(file);
        long header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        long pixels;
        try (SafeTensors tensors = SafeTensors.open(file)) {
            pixels = 8 + header + tensors.info("pixels").begin();
        }
        for (int at = (int) (8 + header); at < pixels; at++) {
            byte[] changed = bytes.clone();
            changed[at] ^= 2;
            Path broken = Files.write(folder.resolve("broken"), changed);
            assertThrows(ModelFileException.class, () -> PackedDataset.open(broken), "byte " + at);
        }
    }

    /** A file's parts, as they are before one of them is spoilt. */
    private static final class Parts {
        final Map<String, String> metadata = new LinkedHashMap<>();
        final Map<String, TensorInfo> infos = new LinkedHashMap<>();
        final Map<String, byte[]> bytes = new LinkedHashMap<>();

        Parts() {
            metadata.put("format", "lightmark.pictures");
            metadata.put("version", "1");
            metadata.put("channels", "bgr");
            longs("offsets", 0, 6);
            ints("sizes", 2, 1, 1, 1);
            put(
                    "landmarks",
                    DType.F32,
                    numbers(16).putFloat(1).putFloat(2).putFloat(3).putFloat(4),
                    2,
                    1,
                    2);
            put("splits", DType.U8, numbers(2).put((byte) 0).put((byte) 1), 2);
            text("names", "a\nb\n");
            put("pixels", DType.U8, numbers(9), 9);
        }

        void longs(String name, long... values) {
            ByteBuffer buffer = numbers(8 * values.length);
            for (long value : values) {
                buffer.putLong(value);
            }
            put(name, DType.I64, buffer, values.length);
        }

        void ints(String name, int... values) {
            ByteBuffer buffer = numbers(4 * values.length);
            for (int value : values) {
                buffer.putInt(value);
            }
            put(name, DType.I32, buffer, values.length / 2, 2);
        }

        void text(String name, String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            put(name, DType.U8, ByteBuffer.wrap(utf8), utf8.length);
        }

        void put(String name, DType type, ByteBuffer values, long... extents) {
            infos.put(name, TensorInfo.declare(name, type, extents));
            bytes.put(name, values.array());
            metadata.put(
                    "sha256." + name,
                    HexFormat.of().formatHex(Fingerprint.sha256().digest(values.array())));
        }

        static ByteBuffer numbers(int size) {
            return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        }

        Path write(Path file) {
            List<TensorInfo> order = new ArrayList<>(infos.values());
            try (SafeTensorsWriter writer = SafeTensorsWriter.create(file, metadata, order)) {
                order.forEach(info -> writer.write(ByteBuffer.wrap(bytes.get(info.name()))));
                writer.commit();
            }
            return file;
        }
    }

    private static Arguments spoilt(String what, Consumer<Parts> change) {
        return Arguments.of(what, change);
    }

    static Stream<Arguments> contradictions() {
        return Stream.of(
                spoilt("no format", p -> p.metadata.remove("format")),
                spoilt("another format", p -> p.metadata.put("format", "pt")),
                spoilt("another version", p -> p.metadata.put("version", "2")),
                spoilt("another channel order", p -> p.metadata.put("channels", "rgb")),
                spoilt("no hash of the pixels", p -> p.metadata.remove("sha256.pixels")),
                spoilt("hash of the pixels in capitals", p -> p.metadata.put("sha256.pixels", "A".repeat(64))),
                spoilt("short hash of the pixels", p -> p.metadata.put("sha256.pixels", "ab")),
                spoilt("no hash of the names", p -> p.metadata.remove("sha256.names")),
                spoilt("wrong hash of the sizes", p -> p.metadata.put("sha256.sizes", "0".repeat(64))),
                spoilt("no pixels", p -> p.infos.remove("pixels")),
                spoilt("no sizes", p -> p.infos.remove("sizes")),
                spoilt("no names", p -> p.infos.remove("names")),
                spoilt("pixels of another type", p -> p.put("pixels", DType.F32, Parts.numbers(36), 9)),
                spoilt("pixels of two dimensions", p -> p.put("pixels", DType.U8, Parts.numbers(9), 3, 3)),
                spoilt("a byte of pixels too many", p -> p.put("pixels", DType.U8, Parts.numbers(10), 10)),
                spoilt("a byte of pixels too few", p -> p.put("pixels", DType.U8, Parts.numbers(8), 8)),
                spoilt("a picture without height", p -> p.ints("sizes", 0, 1, 1, 1)),
                spoilt("a picture of negative width", p -> p.ints("sizes", 2, -1, 1, 1)),
                spoilt("a picture beyond 2^31 bytes", p -> p.ints("sizes", 50000, 50000, 1, 1)),
                spoilt("a picture whose size overflows", p -> p.ints("sizes", 0x7fffffff, 0x7fffffff, 1, 1)),
                spoilt("one size missing", p -> p.ints("sizes", 2, 1)),
                spoilt("an offset too small", p -> p.longs("offsets", 0, 5)),
                spoilt("an offset too large", p -> p.longs("offsets", 0, 7)),
                spoilt("a negative offset", p -> p.longs("offsets", -6, 0)),
                spoilt("offsets exchanged", p -> p.longs("offsets", 6, 0)),
                spoilt("an offset missing", p -> p.longs("offsets", 0)),
                spoilt("landmarks of one coordinate", p -> p.put("landmarks", DType.F32, Parts.numbers(8), 2, 1, 1)),
                spoilt("no landmarks", p -> p.put("landmarks", DType.F32, Parts.numbers(0), 2, 0, 2)),
                spoilt("landmarks of one picture", p -> p.put("landmarks", DType.F32, Parts.numbers(8), 1, 1, 2)),
                spoilt(
                        "a landmark that is NaN",
                        p -> p.put("landmarks", DType.F32, Parts.numbers(16).putFloat(Float.NaN), 2, 1, 2)),
                spoilt(
                        "an infinite landmark",
                        p -> p.put("landmarks", DType.F32, Parts.numbers(16).putFloat(1 / 0f), 2, 1, 2)),
                spoilt(
                        "split 3",
                        p -> p.put("splits", DType.U8, Parts.numbers(2).put((byte) 3), 2)),
                spoilt(
                        "split 255",
                        p -> p.put("splits", DType.U8, Parts.numbers(2).put((byte) 255), 2)),
                spoilt("a split missing", p -> p.put("splits", DType.U8, Parts.numbers(1), 1)),
                spoilt("a name missing", p -> p.text("names", "a\n")),
                spoilt("a name too many", p -> p.text("names", "a\nb\nc\n")),
                spoilt("an unended name", p -> p.text("names", "a\nb")),
                spoilt("an empty name", p -> p.text("names", "a\n\n")),
                spoilt("a name with a control character", p -> p.text("names", "a\u0007\nb\n")),
                spoilt(
                        "names not in UTF-8",
                        p -> p.put("names", DType.U8, ByteBuffer.wrap(new byte[] {(byte) 0xff, 10, 'b', 10}), 4)),
                spoilt("attributes of one picture", p -> p.text("attributes", "pose\n")),
                spoilt("attributes with a blank", p -> p.text("attributes", "pose blur\n\n")),
                spoilt("an empty attribute", p -> p.text("attributes", "pose,,blur\n\n")),
                spoilt("a repeated attribute", p -> p.text("attributes", "pose,pose\n\n")),
                spoilt("attributes of another type", p -> p.ints("attributes", 1, 1, 1, 1)),
                spoilt("no picture", p -> {
                    p.longs("offsets");
                    p.ints("sizes");
                    p.put("landmarks", DType.F32, Parts.numbers(0), 0, 1, 2);
                    p.put("splits", DType.U8, Parts.numbers(0), 0);
                    p.text("names", "");
                    p.put("pixels", DType.U8, Parts.numbers(0), 0);
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void contradictions(String what, Consumer<Parts> change) {
        Parts parts = new Parts();
        change.accept(parts);
        Path file = parts.write(folder.resolve("set"));
        ModelFileException failure = assertThrows(ModelFileException.class, () -> PackedDataset.open(file), what);
        assertTrue(
                failure.getMessage().contains("Expected ")
                        && failure.getMessage().contains(". Fix: "),
                what);
    }

    @Test
    void theUnspoiltPartsAreADataset() {
        try (PackedDataset packed = PackedDataset.open(new Parts().write(folder.resolve("set")))) {
            assertEquals("a b", packed.name(0) + " " + packed.name(1));
            packed.verify();
        }
    }

    private Path write(List<AnnotatedPicture> pictures, int points) {
        Path file = folder.resolve("set.safetensors");
        try (PackedDatasetWriter writer = PackedDatasetWriter.create(file, points)) {
            pictures.forEach(writer::add);
            writer.commit(Map.of("origin", "a test"));
        }
        return file;
    }
}
