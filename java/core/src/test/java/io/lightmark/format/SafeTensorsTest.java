package io.lightmark.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.error.ModelFileException;
import io.lightmark.tensor.DType;
import io.lightmark.tensor.Shape;
import io.lightmark.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is read back bit for bit, and the target is replaced as a whole or not at all. */
class SafeTensorsTest {
    @TempDir
    Path folder;

    @Test
    void floatsComeBackBitForBit() {
        float[] odd = {
            0f,
            -0f,
            Float.MIN_VALUE,
            -Float.MAX_VALUE,
            Float.NaN,
            Float.intBitsToFloat(0x7fa00001),
            Float.NEGATIVE_INFINITY
        };
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("odd", new Tensor(Shape.of(7), odd));
        tensors.put("scalar", new Tensor(Shape.of(), new float[] {3}));
        tensors.put("Größe \"x\" \u0001", Tensor.filled(Shape.of(2, 3, 5), 0.1f));
        tensors.put("large", Tensor.filled(Shape.of(3, 100_003), -7));
        Path file = folder.resolve("model.safetensors");
        Map<String, String> metadata = Map.of("a", "b", "Ключ", "line\nbreak \\ \"quote\" \uD83D\uDE00", "", "");
        SafeTensors.write(file, metadata, tensors);

        try (SafeTensors read = SafeTensors.open(file)) {
            assertEquals(metadata, read.metadata(), "metadata");
            assertEquals(
                    List.copyOf(tensors.keySet()), List.copyOf(read.tensors().keySet()), "order");
            tensors.forEach((name, tensor) -> {
                Tensor back = read.readTensor(name);
                assertEquals(tensor.shape(), back.shape(), name);
                assertArrayEquals(bits(tensor.data()), bits(back.data()), name);
            });
        }
    }

    @Test
    void allTypesAndEmptyTensorsComeBack() {
        Path file = folder.resolve("all.safetensors");
        long[] longs = {Long.MIN_VALUE, 0, Long.MAX_VALUE};
        int[] ints = new int[50_000];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = i * 77_777_777;
        }
        byte[] bytes = {-128, 0, 127, 5, 6};
        List<TensorInfo> infos = List.of(
                TensorInfo.declare("longs", DType.I64, 3),
                TensorInfo.declare("empty", DType.F32, 4, 0, 2),
                TensorInfo.declare("ints", DType.I32, 100, 500),
                TensorInfo.declare("bytes", DType.U8, 5));
        try (SafeTensorsWriter writer = SafeTensorsWriter.create(file, Map.of(), infos)) {
            writer.write(longs);
            writer.write(ints);
            writer.write(ByteBuffer.wrap(bytes, 0, 2));
            writer.write(ByteBuffer.wrap(bytes, 2, 3));
            writer.commit();
        }
        try (SafeTensors read = SafeTensors.open(file)) {
            assertEquals(List.of(4L, 0L, 2L), read.info("empty").extents(), "empty extents");
            MappedByteBuffer map = read.map("ints", 4, ints.length * 4L - 4);
            for (int i = 1; i < ints.length; i++) {
                assertEquals(ints[i], map.getInt(), "int " + i);
            }
            ByteBuffer all = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
            read.read("longs", 0, all);
            assertEquals(Long.MAX_VALUE, all.getLong(16), "last long");
            assertArrayEquals(new byte[] {0, 127, 5}, bytes(read.map("bytes", 1, 3)), "bytes");
            assertThrows(IllegalArgumentException.class, () -> read.map("bytes", 3, 3), "beyond the end");
            assertThrows(IllegalArgumentException.class, () -> read.map("bytes", -1, 1), "before the start");
            assertThrows(IllegalArgumentException.class, () -> read.map("bytes", Long.MAX_VALUE, 1), "overflow");
            assertThrows(ModelFileException.class, () -> read.readTensor("ints"), "wrong type");
            assertThrows(ModelFileException.class, () -> read.readTensor("empty"), "empty as tensor");
            assertThrows(ModelFileException.class, () -> read.info("none"), "missing name");
        }
    }

    @Test
    void mappedBuffersOutliveTheFileAndUseAfterCloseIsRefused() {
        Path file = folder.resolve("m.safetensors");
        SafeTensors.write(file, Map.of(), Map.of("t", Tensor.filled(Shape.of(4), 2)));
        SafeTensors read = SafeTensors.open(file);
        MappedByteBuffer map = read.map("t", 0, 16);
        read.close();
        read.close();
        assertEquals(2f, map.getFloat(12), "mapped after close");
        assertThrows(IllegalStateException.class, () -> read.map("t", 0, 16), "map after close");
        assertThrows(IllegalStateException.class, () -> read.readTensor("t"), "read after close");
    }

    @Test
    void anAbandonedWriteLeavesTheOldFileAndNoTemporary() throws IOException {
        Path file = folder.resolve("m.safetensors");
        SafeTensors.write(file, Map.of("version", "old"), Map.of());
        TensorInfo info = TensorInfo.declare("t", Shape.of(2));
        try (SafeTensorsWriter writer = SafeTensorsWriter.create(file, Map.of("version", "new"), List.of(info))) {
            writer.write(new float[1]);
            assertThrows(IllegalStateException.class, writer::commit, "one float missing");
            assertThrows(IllegalStateException.class, () -> writer.write(new float[2]), "one float too many");
        }
        try (SafeTensors read = SafeTensors.open(file)) {
            assertEquals("old", read.metadata().get("version"), "the old file");
        }
        assertEquals(List.of("m.safetensors"), names(), "files");
    }

    @Test
    void commitReplacesTheOldFileAndClosesTheWriter() throws IOException {
        Path file = folder.resolve("m.safetensors");
        SafeTensors.write(file, Map.of("version", "old"), Map.of());
        SafeTensorsWriter writer = SafeTensorsWriter.create(file, Map.of("version", "new"), List.of());
        writer.commit();
        assertThrows(IllegalStateException.class, writer::commit, "twice");
        writer.close();
        writer.close();
        try (SafeTensors read = SafeTensors.open(file)) {
            assertEquals("new", read.metadata().get("version"), "the new file");
        }
        assertEquals(List.of("m.safetensors"), names(), "files");
    }

    @Test
    void whatCannotBeWrittenIsRefusedBeforeAnyFileExists() throws IOException {
        TensorInfo twice = TensorInfo.declare("t", Shape.of(1));
        TensorInfo huge = TensorInfo.declare("huge", DType.I64, 1L << 59);
        List<List<TensorInfo>> cases = List.of(
                List.of(twice, twice),
                List.of(TensorInfo.declare("__metadata__", Shape.of(1))),
                List.of(TensorInfo.declare("half \uD83D", Shape.of(1))),
                List.of(huge, huge.at(0), new TensorInfo("more", DType.I64, huge.extents(), 0, huge.bytes())));
        for (List<TensorInfo> infos : cases) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> SafeTensorsWriter.create(folder.resolve("x"), Map.of(), infos),
                    infos.toString());
        }
        assertThrows(IllegalArgumentException.class, () -> TensorInfo.declare("t", DType.F32, 1L << 62), "overflow");
        assertThrows(IllegalArgumentException.class, () -> TensorInfo.declare("t", DType.F32, -1), "negative");
        assertThrows(
                ModelFileException.class,
                () -> SafeTensors.write(folder.resolve("no/such/folder"), Map.of(), Map.of()),
                "missing folder");
        assertEquals(List.of(), names(), "files");
    }

    @Test
    void headersArePaddedSoThatDataIsAligned() throws IOException {
        for (int length = 0; length < 9; length++) {
            Path file = folder.resolve("pad");
            SafeTensors.write(file, Map.of("k", "x".repeat(length)), Map.of());
            assertEquals(0, Files.size(file) % 8, "size with " + length + " characters");
            assertTrue(Files.size(file) > 8, "header with " + length);
            assertFalse(Files.readString(file).isEmpty(), "text with " + length);
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static int[] bits(float[] data) {
        int[] bits = new int[data.length];
        for (int i = 0; i < data.length; i++) {
            bits[i] = Float.floatToRawIntBits(data[i]);
        }
        return bits;
    }
}
