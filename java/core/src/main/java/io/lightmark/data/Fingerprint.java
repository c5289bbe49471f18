package io.lightmark.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeSet;

/**
 * A hash that says whether two picture sets hold the same: SHA-256 over the number of landmarks, then for every picture
 * its name, split, size, landmarks and, where there are any, attributes, then the SHA-256 of all pixels. The same pictures
 * have the same fingerprint whether they lie in memory or in a packed file; joined, selected or divided differently they
 * need not, because a view hashes the fingerprint of what it shows instead of all pixels again.
 */
final class Fingerprint {
    private Fingerprint() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(
                    "Expected SHA-256 in every Java, received none. Fix: repair Java.", impossible);
        }
    }

    /** Reads all pixels. */
    static String of(PictureSet set) {
        MessageDigest pixels = sha256();
        ByteBuffer buffer = ByteBuffer.allocate(0);
        for (int i = 0; i < set.size(); i++) {
            if (buffer.capacity() < set.bytes(i)) {
                buffer = ByteBuffer.allocate(set.bytes(i));
            }
            buffer.clear();
            set.pixels(i, buffer);
            pixels.update(buffer.flip());
        }
        return of(set, pixels.digest());
    }

    /** Takes the hash of the pixels as known. */
    static String of(PictureSet set, byte[] pixelsSha256) {
        MessageDigest all = sha256();
        all.update(numbers(set.points(), set.size()));
        for (int i = 0; i < set.size(); i++) {
            byte[] name = set.name(i).getBytes(StandardCharsets.UTF_8);
            all.update(numbers(name.length));
            all.update(name);
            all.update(numbers(set.split(i).code(), set.width(i), set.height(i)));
            float[] landmarks = set.landmarks(i);
            ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * landmarks.length);
            for (float value : landmarks) {
                bytes.putFloat(value);
            }
            all.update(bytes.flip());
            if (!set.attributes(i).isEmpty()) {
                byte[] words =
                        String.join(",", new TreeSet<>(set.attributes(i))).getBytes(StandardCharsets.UTF_8);
                all.update(numbers(words.length));
                all.update(words);
            }
        }
        all.update(pixelsSha256);
        return HexFormat.of().formatHex(all.digest());
    }

    /** Of a view: the fingerprint of the set behind it, the kind of view, and what it changes. */
    static String ofView(PictureSet set, String kind, ByteBuffer change) {
        MessageDigest all = sha256();
        all.update(set.fingerprint().getBytes(StandardCharsets.UTF_8));
        all.update(kind.getBytes(StandardCharsets.UTF_8));
        all.update(change);
        return HexFormat.of().formatHex(all.digest());
    }

    private static ByteBuffer numbers(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * values.length);
        for (int value : values) {
            bytes.putInt(value);
        }
        return bytes.flip();
    }
}
