package io.lightmark.format;

import io.lightmark.error.ModelFileException;
import io.lightmark.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The contents of a file that knows whether it is whole: float32 tensors, and metadata to which the file adds a kind and
 * a SHA-256 over everything else. Models and checkpoints are such files.
 *
 * @param metadata strings
 * @param tensors by name, in file order
 */
public record SealedTensors(Map<String, String> metadata, Map<String, Tensor> tensors) {
    private static final String KIND = "lightmark.kind";
    private static final String SHA256 = "lightmark.sha256";

    /** Writes the file as a whole or not at all, see {@link SafeTensorsWriter}. */
    public void save(Path file, String kind) {
        Map<String, String> all = new TreeMap<>(metadata);
        all.put(KIND, kind);
        all.put(SHA256, digest(all));
        SafeTensors.write(file, all, tensors);
    }

    /** Reads a file of one kind; another kind, or any damage, is a {@link ModelFileException}. */
    public static SealedTensors load(Path file, String kind) {
        try (SafeTensors in = SafeTensors.open(file)) {
            Map<String, String> all = new TreeMap<>(in.metadata());
            if (!kind.equals(all.get(KIND))) {
                throw new ModelFileException(
                        file.toString(),
                        "a file of kind '" + kind + "'",
                        "'" + all.get(KIND) + "'",
                        "choose the file that is asked for.");
            }
            String expected = String.valueOf(all.remove(SHA256));
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            in.tensors().keySet().forEach(name -> tensors.put(name, in.readTensor(name)));
            SealedTensors content = new SealedTensors(all, tensors);
            String actual = content.digest(all);
            if (!actual.equals(expected)) {
                throw new ModelFileException(
                        file.toString(),
                        "contents with SHA-256 " + expected,
                        actual,
                        "the file is damaged; take another copy.");
            }
            return content;
        }
    }

    private String digest(Map<String, String> all) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Expected a Java with SHA-256, received none. Fix: use a complete JDK.", e);
        }
        all.forEach((key, value) -> {
            update(digest, key);
            update(digest, value);
        });
        ByteBuffer chunk = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
        tensors.forEach((name, tensor) -> {
            update(digest, name);
            update(digest, tensor.shape().toString());
            float[] data = tensor.data();
            int done = 0;
            while (done < data.length) {
                int count = Math.min(chunk.capacity() / Float.BYTES, data.length - done);
                chunk.asFloatBuffer().put(data, done, count);
                digest.update(chunk.array(), 0, count * Float.BYTES);
                done += count;
            }
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Length first, so that two different sequences of texts never look alike. */
    private static void update(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        digest.update(bytes);
    }
}
