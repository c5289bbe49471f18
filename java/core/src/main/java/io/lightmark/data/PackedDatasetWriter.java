package io.lightmark.data;

import io.lightmark.error.ModelFileException;
import io.lightmark.format.SafeTensorsWriter;
import io.lightmark.format.TensorInfo;
import io.lightmark.tensor.DType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Writes a packed dataset picture by picture, without holding the pixels: they go to a temporary file beside the target,
 * because the header in front of them needs their number and their hash. Committing writes the target, which needs the
 * space once more; closing removes the temporary file, and without commit leaves no trace. See {@link PackedDataset}.
 *
 * <p>A failure of the disk is a {@link ModelFileException}. One thread at a time.
 */
public final class PackedDatasetWriter implements AutoCloseable {
    private static final int CHUNK = 1 << 20;

    private final Path target;
    private final int points;
    private final Path spool;
    private final FileChannel channel;
    private final MessageDigest pixelsHash = Fingerprint.sha256();
    private final GrowingBytes sizes = new GrowingBytes();
    private final GrowingBytes offsets = new GrowingBytes();
    private final GrowingBytes landmarks = new GrowingBytes();
    private final GrowingBytes splits = new GrowingBytes();
    private final GrowingBytes names = new GrowingBytes();
    private final GrowingBytes attributes = new GrowingBytes();
    private int count;
    private long total;

    private PackedDatasetWriter(Path target, int points, Path spool, FileChannel channel) {
        this.target = target;
        this.points = points;
        this.spool = spool;
        this.channel = channel;
    }

    /**
     * Starts a packed dataset.
     *
     * @param target the file to make or replace; its folder is made if it is missing
     * @param points landmarks of every picture, at least 1
     */
    public static PackedDatasetWriter create(Path target, int points) {
        if (points < 1) {
            throw new IllegalArgumentException(
                    "Expected at least one landmark per picture, received " + points + ". Fix: pass their number.");
        }
        Path absolute = target.toAbsolutePath();
        try {
            Path folder = absolute.getParent();
            if (folder == null) {
                throw new ModelFileException(target.toString(), "a file's path", "a root", "name a file.");
            }
            Files.createDirectories(folder);
            Path spool = Files.createTempFile(folder, "." + absolute.getFileName() + ".", ".pixels.tmp");
            FileChannel channel = FileChannel.open(spool, StandardOpenOption.READ, StandardOpenOption.WRITE);
            return new PackedDatasetWriter(absolute, points, spool, channel);
        } catch (IOException failed) {
            throw failure(absolute, failed);
        }
    }

    /** Appends a picture. */
    public void add(AnnotatedPicture picture) {
        requireOpen();
        if (picture.points() != points) {
            throw new IllegalArgumentException("Expected " + points + " landmarks for every picture, received "
                    + picture.points() + " for " + picture.name() + ". Fix: do not mix datasets.");
        }
        if (!PackedFormat.isName(picture.name())) {
            throw new IllegalArgumentException("Expected a name without control characters, received '" + picture.name()
                    + "'. Fix: rename the picture.");
        }
        pixelsHash.update(picture.bgr());
        put(ByteBuffer.wrap(picture.bgr()));
        sizes.putInt(picture.height());
        sizes.putInt(picture.width());
        offsets.putLong(total);
        for (float value : picture.landmarks()) {
            landmarks.putInt(Float.floatToRawIntBits(value));
        }
        splits.put((byte) picture.split().code());
        names.put(picture.name().getBytes(StandardCharsets.UTF_8));
        names.put((byte) '\n');
        attributes.put(String.join(",", new TreeSet<>(picture.attributes())).getBytes(StandardCharsets.US_ASCII));
        attributes.put((byte) '\n');
        total += picture.bgr().length;
        count++;
    }

    /** Number of pictures so far. */
    public int size() {
        return count;
    }

    /**
     * Puts the finished file in place, as a whole or not at all.
     *
     * @param provenance further metadata: where the pictures came from, what was left out
     * @throws IllegalStateException if there is no picture
     */
    public void commit(Map<String, String> provenance) {
        requireOpen();
        if (count == 0) {
            throw new IllegalStateException(
                    "Expected at least one picture before commit, received none. Fix: add pictures.");
        }
        Map<String, String> metadata = new LinkedHashMap<>(provenance);
        metadata.put(PackedFormat.FORMAT_KEY, PackedFormat.FORMAT);
        metadata.put(PackedFormat.VERSION_KEY, PackedFormat.VERSION);
        metadata.put(PackedFormat.CHANNELS_KEY, PackedFormat.CHANNELS);
        metadata.put(PackedFormat.sha256Key(PackedFormat.PIXELS), HexFormat.of().formatHex(pixelsHash.digest()));
        hash(metadata, PackedFormat.SIZES, sizes);
        hash(metadata, PackedFormat.OFFSETS, offsets);
        hash(metadata, PackedFormat.LANDMARKS, landmarks);
        hash(metadata, PackedFormat.SPLITS, splits);
        hash(metadata, PackedFormat.NAMES, names);
        List<TensorInfo> tensors = new ArrayList<>(List.of(
                TensorInfo.declare(PackedFormat.OFFSETS, DType.I64, count),
                TensorInfo.declare(PackedFormat.SIZES, DType.I32, count, 2),
                TensorInfo.declare(PackedFormat.LANDMARKS, DType.F32, count, points, 2),
                TensorInfo.declare(PackedFormat.SPLITS, DType.U8, count),
                TensorInfo.declare(PackedFormat.NAMES, DType.U8, names.length())));
        boolean described = attributes.length() > count;
        if (described) {
            hash(metadata, PackedFormat.ATTRIBUTES, attributes);
            tensors.add(TensorInfo.declare(PackedFormat.ATTRIBUTES, DType.U8, attributes.length()));
        }
        tensors.add(TensorInfo.declare(PackedFormat.PIXELS, DType.U8, total));
        try (SafeTensorsWriter writer = SafeTensorsWriter.create(target, metadata, tensors)) {
            writer.write(offsets.view());
            writer.write(sizes.view());
            writer.write(landmarks.view());
            writer.write(splits.view());
            writer.write(names.view());
            if (described) {
                writer.write(attributes.view());
            }
            copyPixels(writer);
            writer.commit();
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(spool);
        } catch (IOException failed) {
            throw failure(target, failed);
        }
    }

    private void copyPixels(SafeTensorsWriter writer) {
        ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
        long at = 0;
        try {
            while (at < total) {
                chunk.clear().limit((int) Math.min(CHUNK, total - at));
                int read = channel.read(chunk, at);
                if (read < 0) {
                    throw new IOException("the temporary file " + spool + " was shortened");
                }
                writer.write(chunk.flip());
                at += read;
            }
        } catch (IOException failed) {
            throw failure(target, failed);
        }
    }

    private void put(ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException failed) {
            throw failure(target, failed);
        }
    }

    private static void hash(Map<String, String> metadata, String tensor, GrowingBytes bytes) {
        MessageDigest hash = Fingerprint.sha256();
        hash.update(bytes.view());
        metadata.put(PackedFormat.sha256Key(tensor), HexFormat.of().formatHex(hash.digest()));
    }

    private void requireOpen() {
        if (!channel.isOpen()) {
            throw new IllegalStateException(
                    "Expected an open writer, received one that is closed. Fix: add pictures before closing.");
        }
    }

    private static ModelFileException failure(Path target, IOException cause) {
        ModelFileException failure = new ModelFileException(
                target.toString(), "to write the packed dataset", cause, "check the folder and the free space.");
        failure.initCause(cause);
        return failure;
    }

    /** Little-endian numbers that grow at the end. */
    private static final class GrowingBytes {
        private ByteBuffer bytes = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);

        void put(byte value) {
            reserve(1).put(value);
        }

        void put(byte[] values) {
            reserve(values.length).put(values);
        }

        void putInt(int value) {
            reserve(Integer.BYTES).putInt(value);
        }

        void putLong(long value) {
            reserve(Long.BYTES).putLong(value);
        }

        int length() {
            return bytes.position();
        }

        ByteBuffer view() {
            return bytes.duplicate().flip();
        }

        private ByteBuffer reserve(int more) {
            if (bytes.remaining() < more) {
                long wanted = Math.max(2L * bytes.capacity(), (long) bytes.position() + more);
                ByteBuffer larger = ByteBuffer.allocate((int) Math.min(wanted, Integer.MAX_VALUE - 16))
                        .order(ByteOrder.LITTLE_ENDIAN);
                bytes = larger.put(bytes.flip());
            }
            return bytes;
        }
    }
}
