package io.lightmark.data;

import io.lightmark.error.ModelFileException;
import io.lightmark.format.SafeTensors;
import io.lightmark.format.TensorInfo;
import io.lightmark.tensor.DType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Everything about a packed dataset but its pixels, read into memory and checked. */
final class PackedIndex {
    private static final String FIX = "the file is damaged or of another kind; pack the dataset again.";

    private final int points;
    private final int[] sizes;
    private final long[] offsets;
    private final float[] landmarks;
    private final byte[] splits;
    private final String[] names;
    private final List<Set<String>> attributes;
    private final String pixelsSha256;

    private PackedIndex(
            int points,
            int[] sizes,
            long[] offsets,
            float[] landmarks,
            byte[] splits,
            String[] names,
            List<Set<String>> attributes,
            String pixelsSha256) {
        this.points = points;
        this.sizes = sizes;
        this.offsets = offsets;
        this.landmarks = landmarks;
        this.splits = splits;
        this.names = names;
        this.attributes = attributes;
        this.pixelsSha256 = pixelsSha256;
    }

    static PackedIndex read(SafeTensors file) {
        return new Reading(file).read();
    }

    int size() {
        return offsets.length;
    }

    int points() {
        return points;
    }

    int height(int picture) {
        return sizes[2 * picture];
    }

    int width(int picture) {
        return sizes[2 * picture + 1];
    }

    long offset(int picture) {
        return offsets[picture];
    }

    long end(int picture) {
        return offsets[picture] + 3L * height(picture) * width(picture);
    }

    float[] landmarks(int picture) {
        return Arrays.copyOfRange(landmarks, 2 * points * picture, 2 * points * (picture + 1));
    }

    Split split(int picture) {
        return Split.ofCode(splits[picture]);
    }

    String name(int picture) {
        return names[picture];
    }

    Set<String> attributes(int picture) {
        return attributes.get(picture);
    }

    String pixelsSha256() {
        return pixelsSha256;
    }

    private static final class Reading {
        private final SafeTensors file;

        Reading(SafeTensors file) {
            this.file = file;
        }

        PackedIndex read() {
            require(PackedFormat.FORMAT_KEY, PackedFormat.FORMAT);
            require(PackedFormat.VERSION_KEY, PackedFormat.VERSION);
            require(PackedFormat.CHANNELS_KEY, PackedFormat.CHANNELS);
            long total = extents(PackedFormat.PIXELS, DType.U8, 1).get(0);
            long n = extents(PackedFormat.OFFSETS, DType.I64, 1).get(0);
            if (n < 1 || n > Integer.MAX_VALUE / Long.BYTES) {
                throw broken("1 to 268,435,455 pictures", n);
            }
            List<Long> shape = extents(PackedFormat.LANDMARKS, DType.F32, 3);
            long points = shape.get(1);
            if (points < 1 || 8 * points * n > Integer.MAX_VALUE) {
                throw broken("at least one landmark and less than 2 GiB of them", shape);
            }
            requireExtents(PackedFormat.LANDMARKS, shape, List.of(n, points, 2L));
            requireExtents(PackedFormat.SIZES, extents(PackedFormat.SIZES, DType.I32, 2), List.of(n, 2L));
            requireExtents(PackedFormat.SPLITS, extents(PackedFormat.SPLITS, DType.U8, 1), List.of(n));
            extents(PackedFormat.NAMES, DType.U8, 1);

            int count = (int) n;
            int[] sizes = new int[2 * count];
            bytes(PackedFormat.SIZES).asIntBuffer().get(sizes);
            long[] offsets = new long[count];
            bytes(PackedFormat.OFFSETS).asLongBuffer().get(offsets);
            float[] landmarks = new float[count * (int) points * 2];
            bytes(PackedFormat.LANDMARKS).asFloatBuffer().get(landmarks);
            byte[] splits = new byte[count];
            bytes(PackedFormat.SPLITS).get(splits);
            requirePlaces(sizes, offsets, total);
            requireValues(landmarks, splits);
            return new PackedIndex(
                    (int) points, sizes, offsets, landmarks, splits, names(count), attributes(count), pixelsHash());
        }

        private void require(String key, String value) {
            String found = file.metadata().getOrDefault(key, "nothing");
            if (!found.equals(value)) {
                throw broken("metadata '" + key + "' to be '" + value + "'", "'" + found + "'");
            }
        }

        private List<Long> extents(String tensor, DType type, int rank) {
            TensorInfo info = file.info(tensor, type);
            if (info.extents().size() != rank) {
                throw broken("tensor '" + tensor + "' of " + rank + " dimensions", info.extents());
            }
            return info.extents();
        }

        private void requireExtents(String tensor, List<Long> found, List<Long> expected) {
            if (!found.equals(expected)) {
                throw broken("tensor '" + tensor + "' of extents " + expected, found);
            }
        }

        /** A tensor's bytes, whose hash is compared with the metadata. */
        private ByteBuffer bytes(String tensor) {
            long size = file.info(tensor).bytes();
            if (size > Integer.MAX_VALUE - 16) {
                throw broken("less than 2 GiB in tensor '" + tensor + "'", size);
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN);
            file.read(tensor, 0, bytes);
            bytes.flip();
            MessageDigest hash = Fingerprint.sha256();
            hash.update(bytes.duplicate());
            String found = HexFormat.of().formatHex(hash.digest());
            require(PackedFormat.sha256Key(tensor), found);
            return bytes;
        }

        private void requirePlaces(int[] sizes, long[] offsets, long total) {
            long at = 0;
            for (int i = 0; i < offsets.length; i++) {
                int height = sizes[2 * i];
                int width = sizes[2 * i + 1];
                if (height < 1 || width < 1 || (long) height * width > (Integer.MAX_VALUE - 16) / 3) {
                    throw broken("a picture size of at most 2 GiB for picture " + i, width + "x" + height);
                }
                if (offsets[i] != at) {
                    throw broken("picture " + i + " at byte " + at + " of the pixels", offsets[i]);
                }
                at += 3L * height * width;
            }
            if (at != total) {
                throw broken(at + " bytes of pixels", total);
            }
        }

        private void requireValues(float[] landmarks, byte[] splits) {
            for (float value : landmarks) {
                if (!Float.isFinite(value)) {
                    throw broken("finite landmarks", value);
                }
            }
            for (byte code : splits) {
                if (code < 0 || code > 2) {
                    throw broken("split codes of 0 to 2", code);
                }
            }
        }

        private String[] names(int count) {
            String[] names = lines(PackedFormat.NAMES, count);
            for (String name : names) {
                if (!PackedFormat.isName(name)) {
                    throw broken("names without control characters", "'" + name + "'");
                }
            }
            return names;
        }

        private List<Set<String>> attributes(int count) {
            if (!file.tensors().containsKey(PackedFormat.ATTRIBUTES)) {
                return Collections.nCopies(count, Set.of());
            }
            extents(PackedFormat.ATTRIBUTES, DType.U8, 1);
            Map<String, Set<String>> known = new HashMap<>();
            return Arrays.stream(lines(PackedFormat.ATTRIBUTES, count))
                    .map(line -> known.computeIfAbsent(line, this::words))
                    .toList();
        }

        private Set<String> words(String line) {
            Set<String> words = new LinkedHashSet<>();
            for (String word : line.isEmpty() ? new String[0] : line.split(",", -1)) {
                if (!PackedFormat.isAttribute(word) || !words.add(word)) {
                    throw broken("different attributes of letters, digits and '-'", "'" + line + "'");
                }
            }
            return Collections.unmodifiableSet(words);
        }

        private String[] lines(String tensor, int count) {
            String text;
            try {
                text = StandardCharsets.UTF_8.newDecoder().decode(bytes(tensor)).toString();
            } catch (CharacterCodingException malformed) {
                throw broken(tensor + " in UTF-8", malformed.toString());
            }
            String[] lines = text.split("\n", -1);
            if (lines.length != count + 1 || !lines[count].isEmpty()) {
                throw broken(count + " " + tensor + ", each ended by a line feed", lines.length - 1);
            }
            return Arrays.copyOf(lines, count);
        }

        private String pixelsHash() {
            String key = PackedFormat.sha256Key(PackedFormat.PIXELS);
            String hash = file.metadata().getOrDefault(key, "");
            if (!hash.matches("[0-9a-f]{64}")) {
                throw broken("metadata '" + key + "' of 64 hexadecimal digits", "'" + hash + "'");
            }
            return hash;
        }

        private ModelFileException broken(String expected, Object received) {
            return new ModelFileException(file.file().toString(), expected, String.valueOf(received), FIX);
        }
    }
}
