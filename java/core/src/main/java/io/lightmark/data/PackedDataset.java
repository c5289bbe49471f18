package io.lightmark.data;

import io.lightmark.error.ModelFileException;
import io.lightmark.format.SafeTensors;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/**
 * A picture set in one safetensors file, memory-mapped: the operating system keeps the pages that training needs. What
 * {@link PackedDatasetWriter} wrote; the layout is in {@code PackedFormat}.
 *
 * <p>Opening checks everything but the pixels' own values: the file is complete, every picture lies within it, hashes of
 * all annotations are right, landmarks are finite. {@link #verify()} reads the pixels too. Whatever is wrong is a {@link
 * ModelFileException}. The file must not be changed while it is open. After close, reading is an {@link
 * IllegalStateException}; the address space is returned when the garbage collector has found the maps unused.
 */
public final class PackedDataset implements PictureSet {
    private final Path file;
    private final Map<String, String> metadata;
    private final PackedIndex index;
    private final MappedBlock pixels;
    private volatile boolean closed;

    private PackedDataset(Path file, Map<String, String> metadata, PackedIndex index, MappedBlock pixels) {
        this.file = file;
        this.metadata = metadata;
        this.index = index;
        this.pixels = pixels;
    }

    /** Opens and checks a file. */
    public static PackedDataset open(Path file) {
        return open(file, MappedBlock.LARGEST_MAP);
    }

    static PackedDataset open(Path file, int largestMap) {
        try (SafeTensors tensors = SafeTensors.open(file)) {
            PackedIndex index = PackedIndex.read(tensors);
            MappedBlock pixels = MappedBlock.map(tensors, PackedFormat.PIXELS, index, largestMap);
            return new PackedDataset(file, tensors.metadata(), index, pixels);
        }
    }

    /** Whether the metadata of a safetensors file says that it is a packed dataset. */
    public static boolean isPacked(Map<String, String> metadata) {
        return PackedFormat.FORMAT.equals(metadata.get(PackedFormat.FORMAT_KEY));
    }

    /** Where the pictures came from and what was left out, as the writer was told. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** Reads all pixels and compares their hash with the one that was written. */
    public void verify() {
        MessageDigest hash = Fingerprint.sha256();
        for (int i = 0; i < size(); i++) {
            requireOpen();
            hash.update(pixels.picture(index.offset(i), bytes(i)));
        }
        String found = HexFormat.of().formatHex(hash.digest());
        if (!found.equals(index.pixelsSha256())) {
            throw new ModelFileException(
                    file.toString(),
                    "pixels with the hash " + index.pixelsSha256(),
                    found,
                    "the file was damaged; pack the dataset again.");
        }
    }

    @Override
    public int size() {
        return index.size();
    }

    @Override
    public int points() {
        return index.points();
    }

    @Override
    public String name(int picture) {
        return index.name(picture);
    }

    @Override
    public Split split(int picture) {
        return index.split(picture);
    }

    @Override
    public int width(int picture) {
        return index.width(picture);
    }

    @Override
    public int height(int picture) {
        return index.height(picture);
    }

    @Override
    public void pixels(int picture, ByteBuffer target) {
        requireOpen();
        try {
            target.put(pixels.picture(index.offset(picture), bytes(picture)));
        } catch (InternalError shrunk) {
            ModelFileException failure = new ModelFileException(
                    file.toString(),
                    "the pixels of " + name(picture),
                    "a file that was shortened while open",
                    "do not change a dataset in use; pack it again.");
            failure.initCause(shrunk);
            throw failure;
        }
    }

    @Override
    public float[] landmarks(int picture) {
        return index.landmarks(picture);
    }

    @Override
    public Set<String> attributes(int picture) {
        return index.attributes(picture);
    }

    @Override
    public String fingerprint() {
        return Fingerprint.of(this, HexFormat.of().parseHex(index.pixelsSha256()));
    }

    @Override
    public void close() {
        closed = true;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException(
                    "Expected an open dataset, received " + file + " after close. Fix: close it after its last use.");
        }
    }
}
