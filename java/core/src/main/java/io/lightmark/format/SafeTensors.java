package io.lightmark.format;

import io.lightmark.error.ModelFileException;
import io.lightmark.tensor.DType;
import io.lightmark.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An open safetensors file: 8 bytes of little-endian header length, a JSON header, then the tensors' bytes one behind
 * the other. Nothing is believed that the file does not prove: every byte is accounted for when it is opened, before
 * anything is allocated from a number in it. Format: github.com/huggingface/safetensors.
 *
 * <p>A file that breaks a rule is a {@link ModelFileException}. Reading is safe from several threads; use after close is
 * an {@link IllegalStateException}; mapped buffers stay valid after close.
 */
public final class SafeTensors implements AutoCloseable {
    private static final int LENGTH_BYTES = 8;

    private final Path file;
    private final FileChannel channel;
    private final long dataStart;
    private final Map<String, String> metadata;
    private final Map<String, TensorInfo> tensors;

    private SafeTensors(Path file, FileChannel channel, long dataStart, SafeTensorsHeader header) {
        this.file = file;
        this.channel = channel;
        this.dataStart = dataStart;
        this.metadata = Collections.unmodifiableMap(header.metadata());
        Map<String, TensorInfo> byName = new LinkedHashMap<>();
        header.tensors().forEach(info -> byName.put(info.name(), info));
        this.tensors = Collections.unmodifiableMap(byName);
    }

    /** Opens and checks a file. */
    public static SafeTensors open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ModelFileException(
                    file.toString(),
                    "an existing file",
                    Files.exists(file) ? "no regular file" : "none",
                    "check the path.");
        }
        FileChannel channel = null;
        boolean opened = false;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ);
            SafeTensors result = open(file, channel);
            opened = true;
            return result;
        } catch (IOException e) {
            throw failure(file, e);
        } finally {
            if (!opened && channel != null) {
                closeQuietly(channel);
            }
        }
    }

    private static SafeTensors open(Path file, FileChannel channel) throws IOException {
        long size = channel.size();
        if (size < LENGTH_BYTES) {
            throw new ModelFileException(
                    file.toString(), "at least 8 bytes", size, "the file is cut off or empty; write it again.");
        }
        ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        readFully(file, channel, 0, length);
        long headerBytes = length.flip().getLong();
        long limit = Math.min(SafeTensorsHeader.MAX_BYTES, size - LENGTH_BYTES);
        if (headerBytes < 0 || headerBytes > limit) {
            throw new ModelFileException(
                    file.toString(),
                    "a header of at most " + limit + " bytes",
                    Long.toUnsignedString(headerBytes),
                    "the file is cut off or no safetensors file; write it again.");
        }
        ByteBuffer header = ByteBuffer.allocate((int) headerBytes);
        readFully(file, channel, LENGTH_BYTES, header);
        long dataStart = LENGTH_BYTES + headerBytes;
        return new SafeTensors(
                file, channel, dataStart, SafeTensorsHeader.parse(file.toString(), header.array(), size - dataStart));
    }

    /** Where the file is. */
    public Path file() {
        return file;
    }

    /** The header's strings, in file order. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** All tensors by name, in file order. */
    public Map<String, TensorInfo> tensors() {
        return tensors;
    }

    /** The tensor of this name; its absence means that the file is of another kind. */
    public TensorInfo info(String name) {
        TensorInfo info = tensors.get(name);
        if (info == null) {
            throw new ModelFileException(
                    file.toString(), "a tensor '" + name + "'", "none", "use a file of the kind that is asked for.");
        }
        return info;
    }

    /** The tensor of this name, which must have the given element type. */
    public TensorInfo info(String name, DType dtype) {
        TensorInfo info = info(name);
        if (info.dtype() != dtype) {
            throw new ModelFileException(
                    file.toString(),
                    "tensor '" + name + "' of type " + dtype,
                    info.dtype(),
                    "use a file of the kind that is asked for.");
        }
        return info;
    }

    /** Reads a float32 tensor of at most 2³¹ − 1 elements, bit for bit. */
    public Tensor readTensor(String name) {
        TensorInfo info = info(name, DType.F32);
        Tensor tensor;
        try {
            tensor = Tensor.zeros(info.shape());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ModelFileException(
                    file.toString(),
                    "tensor '" + name + "' of 1 to 2^31 - 1 elements",
                    info.extents(),
                    "use a file of the kind that is asked for.");
        }
        float[] data = tensor.data();
        int done = 0;
        ByteBuffer chunk = ByteBuffer.allocate(chunkBytes(info)).order(ByteOrder.LITTLE_ENDIAN);
        while (done < data.length) {
            int count = Math.min(chunk.capacity() / Float.BYTES, data.length - done);
            chunk.clear().limit(count * Float.BYTES);
            read(name, (long) done * Float.BYTES, chunk);
            chunk.flip();
            chunk.asFloatBuffer().get(data, done, count);
            done += count;
        }
        return tensor;
    }

    /** Fills the rest of a buffer with a tensor's bytes from {@code offset} on. */
    public void read(String name, long offset, ByteBuffer target) {
        long position = position(name, offset, target.remaining());
        try {
            readFully(file, openChannel(), position, target);
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    /** Maps a range of a tensor's bytes into memory, read-only and little-endian. */
    public MappedByteBuffer map(String name, long offset, long length) {
        long position = position(name, offset, length);
        if (length > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "Expected a range of at most 2^31 - 1 bytes, received " + length + ". Fix: map it in parts.");
        }
        try {
            MappedByteBuffer buffer = openChannel().map(FileChannel.MapMode.READ_ONLY, position, length);
            buffer.order(ByteOrder.LITTLE_ENDIAN);
            return buffer;
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    @Override
    public void close() {
        closeQuietly(channel);
    }

    private long position(String name, long offset, long length) {
        TensorInfo info = info(name);
        if (offset < 0 || length < 0 || offset > info.bytes() - length) {
            throw new IllegalArgumentException("Expected a range within the " + info.bytes() + " bytes of tensor '"
                    + name + "', received " + length + " bytes at " + offset + ". Fix: stay inside.");
        }
        return dataStart + info.begin() + offset;
    }

    private FileChannel openChannel() {
        if (!channel.isOpen()) {
            throw new IllegalStateException(
                    "Expected an open file, received " + file + " after close. Fix: read before closing.");
        }
        return channel;
    }

    private static int chunkBytes(TensorInfo info) {
        return (int) Math.min(1 << 20, info.bytes());
    }

    private static void readFully(Path file, FileChannel channel, long position, ByteBuffer target) throws IOException {
        long at = position;
        while (target.hasRemaining()) {
            int count = channel.read(target, at);
            if (count < 0) {
                throw new ModelFileException(
                        file.toString(),
                        target.remaining() + " more bytes at " + at,
                        "the end of the file",
                        "it was shortened while open; write it again.");
            }
            at += count;
        }
    }

    private static ModelFileException failure(Path file, IOException cause) {
        ModelFileException failure = new ModelFileException(
                file.toString(), "a readable file", cause, "check that it exists and may be read.");
        failure.initCause(cause);
        return failure;
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Writes a file of float32 tensors in one go, see {@link SafeTensorsWriter}. */
    public static void write(Path file, Map<String, String> metadata, Map<String, Tensor> tensors) {
        List<TensorInfo> infos = tensors.entrySet().stream()
                .map(entry ->
                        TensorInfo.declare(entry.getKey(), entry.getValue().shape()))
                .toList();
        try (SafeTensorsWriter writer = SafeTensorsWriter.create(file, metadata, infos)) {
            tensors.values().forEach(tensor -> writer.write(tensor.data()));
            writer.commit();
        }
    }
}
