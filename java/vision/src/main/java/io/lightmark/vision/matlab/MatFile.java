package io.lightmark.vision.matlab;

import io.lightmark.error.DataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A MATLAB file of version 5 (what {@code save -v6} and {@code -v7} write): 128 bytes of header, then variables, each a
 * matrix element or a compressed one. Only real, full matrices of numbers can be taken from it; other variables may be in
 * it as long as nobody asks for them. Version 7.3 is HDF5 and is refused.
 *
 * <p>Source: "MAT-File Format", The MathWorks, level 5.
 */
public final class MatFile {
    private static final int HEADER = 128;
    private static final int VERSION_AT = 124;
    private static final int VERSION = 0x0100;
    private static final int MOST_BYTES = 64 << 20;
    private static final int COMPLEX = 0x0800;
    private static final int DOUBLE_CLASS = 6;
    private static final int UINT64_CLASS = 15;
    private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F'};

    private final String file;
    private final Set<String> wanted;
    private final Map<String, Matrix> matrices = new HashMap<>();

    private MatFile(String file, Set<String> wanted) {
        this.file = file;
        this.wanted = wanted;
    }

    /**
     * Reads some variables of a file of at most 64 MiB; compressed ones unpack to at most as much each.
     *
     * @param wanted their names; those that are not there are missing in the result
     * @throws DataException if it is no such file, is damaged, or a wanted variable is no matrix of numbers
     */
    public static Map<String, Matrix> read(Path path, Set<String> wanted) {
        try {
            if (!Files.isRegularFile(path) || Files.size(path) > MOST_BYTES) {
                String received = Files.isRegularFile(path) ? Files.size(path) + " bytes" : "no file";
                throw new DataException(
                        path.toString(), 0, 0, "a MATLAB file of at most 64 MiB", received, "check the path.");
            }
            return parse(path.toString(), Files.readAllBytes(path), wanted);
        } catch (IOException failed) {
            throw new DataException(
                    path.toString(), 0, 0, "a readable file", failed, "check the path and its permissions.");
        }
    }

    /** The same from the bytes of a file. */
    public static Map<String, Matrix> parse(String file, byte[] content, Set<String> wanted) {
        ByteBuffer bytes = ByteBuffer.wrap(content).order(order(file, content));
        bytes.position(HEADER);
        return new MatFile(file, Set.copyOf(wanted)).variables(bytes);
    }

    private static ByteOrder order(String file, byte[] content) {
        boolean hdf5 = content.length > 3
                && (ByteBuffer.wrap(content, 0, 4).equals(ByteBuffer.wrap(HDF5))
                        || new String(content, 0, Math.min(content.length, 10), StandardCharsets.ISO_8859_1)
                                .equals("MATLAB 7.3"));
        if (hdf5) {
            throw new DataException(
                    file, 0, 0, "a MATLAB file of version 5", "version 7.3", "save it in MATLAB with the option -v7.");
        }
        if (content.length < HEADER) {
            throw Element.bad(file, HEADER + " bytes of a MATLAB header", content.length + " bytes");
        }
        String mark = new String(content, VERSION_AT + 2, 2, StandardCharsets.ISO_8859_1);
        ByteOrder order = mark.equals("IM") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        int version = ByteBuffer.wrap(content).order(order).getShort(VERSION_AT);
        if ((!mark.equals("IM") && !mark.equals("MI")) || version != VERSION) {
            throw new DataException(
                    file,
                    0,
                    0,
                    "a MATLAB file of version 5",
                    "another header",
                    "save it in MATLAB with the option -v7.");
        }
        return order;
    }

    private Map<String, Matrix> variables(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            Element element = Element.next(file, bytes, "a variable");
            if (element.type() == Element.COMPRESSED) {
                ByteBuffer unpacked = Inflation.of(element, MOST_BYTES);
                element = Element.next(file, unpacked, "a compressed variable");
            }
            if (element.type() == Element.MATRIX && element.body().hasRemaining()) {
                matrix(element.body());
            }
        }
        return matrices;
    }

    private void matrix(ByteBuffer body) {
        Element flags = Element.next(file, body, "array flags").require(Element.UINT32, "array flags");
        double[] extents = Element.next(file, body, "dimensions")
                .require(Element.INT32, "dimensions")
                .numbers("dimensions");
        Element nameElement = Element.next(file, body, "a variable's name").require(Element.INT8, "a variable's name");
        byte[] ascii = new byte[nameElement.body().remaining()];
        nameElement.body().get(ascii);
        String name = new String(ascii, StandardCharsets.US_ASCII);
        if (!wanted.contains(name)) {
            return;
        }
        if (flags.body().remaining() < 4) {
            throw Element.bad(
                    file, "8 bytes of array flags of " + name, flags.body().remaining() + " bytes");
        }
        int word = flags.body().getInt(0);
        int kind = word & 0xff;
        if (kind < DOUBLE_CLASS || kind > UINT64_CLASS || (word & COMPLEX) != 0 || extents.length != 2) {
            throw Element.bad(
                    file,
                    name + " to be a real matrix of numbers",
                    "class " + kind + " of " + extents.length + " dimensions");
        }
        double[] values = Element.next(file, body, "the numbers of " + name).numbers(name);
        if (extents[0] < 0 || extents[1] < 0 || extents[0] * extents[1] != values.length) {
            throw Element.bad(
                    file,
                    (long) extents[0] + " x " + (long) extents[1] + " numbers of " + name,
                    values.length + " numbers");
        }
        if (matrices.putIfAbsent(name, new Matrix((int) extents[0], (int) extents[1], values)) != null) {
            throw Element.bad(file, name + " once", "it a second time");
        }
    }
}
