package io.lightmark.format;

import io.lightmark.error.ModelFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes a safetensors file of any size in order: declare all tensors, write their bytes one behind the other, commit.
 *
 * <p>The target is replaced as a whole or not at all: bytes go to a temporary file beside it, which is forced to the
 * disk and renamed by {@link #commit()}. Closing without commit removes the temporary file and leaves the target alone.
 * A failure of the disk is a {@link ModelFileException}. One thread at a time.
 */
public final class SafeTensorsWriter implements AutoCloseable {
    private static final int LENGTH_BYTES = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path target;
    private final Path temporary;
    private final FileChannel channel;
    private final ByteBuffer chunk = ByteBuffer.allocateDirect(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    private final long dataBytes;
    private long written;

    private SafeTensorsWriter(Path target, Path temporary, FileChannel channel, long dataBytes) {
        this.target = target;
        this.temporary = temporary;
        this.channel = channel;
        this.dataBytes = dataBytes;
    }

    /**
     * Starts a file.
     *
     * @param target the file to make or replace; its folder must exist
     * @param metadata strings for the header
     * @param tensors what will be written, in this order, see {@link TensorInfo#declare}
     */
    public static SafeTensorsWriter create(Path target, Map<String, String> metadata, List<TensorInfo> tensors) {
        SafeTensorsHeader header = SafeTensorsHeader.of(metadata, tensors);
        byte[] bytes = header.format();
        long dataBytes = header.tensors().stream().mapToLong(TensorInfo::bytes).sum();
        Path absolute = target.toAbsolutePath();
        Path temporary = absolute.resolveSibling(
                String.format(Locale.ROOT, ".%s.%016x.tmp", absolute.getFileName(), RANDOM.nextLong()));
        SafeTensorsWriter writer;
        try {
            FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            writer = new SafeTensorsWriter(absolute, temporary, channel, dataBytes);
        } catch (IOException e) {
            throw failure(absolute, e);
        }
        try {
            ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            writer.put(length.putLong(bytes.length).flip());
            writer.put(ByteBuffer.wrap(bytes));
            return writer;
        } catch (ModelFileException e) {
            writer.close();
            throw e;
        }
    }

    /** Size of the file that these would make. */
    public static long fileBytes(Map<String, String> metadata, List<TensorInfo> tensors) {
        SafeTensorsHeader header = SafeTensorsHeader.of(metadata, tensors);
        long dataBytes = header.tensors().stream().mapToLong(TensorInfo::bytes).sum();
        return LENGTH_BYTES + header.format().length + dataBytes;
    }

    /** Appends all remaining bytes of a buffer, which must be little-endian numbers or raw bytes. */
    public void write(ByteBuffer bytes) {
        account(bytes.remaining());
        put(bytes);
    }

    /** Appends float32 numbers, bit for bit. */
    public void write(float[] data) {
        account((long) data.length * Float.BYTES);
        int done = 0;
        while (done < data.length) {
            int count = Math.min(chunk.capacity() / Float.BYTES, data.length - done);
            chunk.clear().limit(count * Float.BYTES);
            chunk.asFloatBuffer().put(data, done, count);
            put(chunk);
            done += count;
        }
    }

    /** Appends 32-bit integers. */
    public void write(int[] data) {
        account((long) data.length * Integer.BYTES);
        int done = 0;
        while (done < data.length) {
            int count = Math.min(chunk.capacity() / Integer.BYTES, data.length - done);
            chunk.clear().limit(count * Integer.BYTES);
            chunk.asIntBuffer().put(data, done, count);
            put(chunk);
            done += count;
        }
    }

    /** Appends 64-bit integers. */
    public void write(long[] data) {
        account((long) data.length * Long.BYTES);
        int done = 0;
        while (done < data.length) {
            int count = Math.min(chunk.capacity() / Long.BYTES, data.length - done);
            chunk.clear().limit(count * Long.BYTES);
            chunk.asLongBuffer().put(data, done, count);
            put(chunk);
            done += count;
        }
    }

    /**
     * Puts the finished file in place.
     *
     * @throws IllegalStateException if fewer bytes were written than declared
     */
    public void commit() {
        requireOpen();
        if (written != dataBytes) {
            throw new IllegalStateException("Expected " + dataBytes + " declared bytes, received " + written
                    + " before commit. Fix: write every declared tensor.");
        }
        try {
            channel.force(true);
            channel.close();
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            forceFolder();
        } catch (IOException e) {
            throw failure(target, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            throw failure(target, e);
        }
    }

    /** Makes the rename itself durable; a system that cannot open folders (Windows) does so by its own rules. */
    private void forceFolder() throws IOException {
        Path folder = target.getParent();
        if (folder != null
                && folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel handle = FileChannel.open(folder, StandardOpenOption.READ)) {
                handle.force(true);
            }
        }
    }

    private void account(long bytes) {
        requireOpen();
        if (bytes > dataBytes - written) {
            throw new IllegalStateException("Expected at most " + (dataBytes - written) + " more bytes, received "
                    + bytes + ". Fix: write what was declared.");
        }
        written += bytes;
    }

    private void requireOpen() {
        if (!channel.isOpen()) {
            throw new IllegalStateException(
                    "Expected an open writer, received one that is closed. Fix: write before commit and close.");
        }
    }

    private void put(ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw failure(target, e);
        }
    }

    private static ModelFileException failure(Path target, IOException cause) {
        ModelFileException failure = new ModelFileException(
                target.toString(), "to write the file", cause, "check the folder, its permissions and the free space.");
        failure.initCause(cause);
        return failure;
    }
}
