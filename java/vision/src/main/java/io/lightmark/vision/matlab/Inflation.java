package io.lightmark.vision.matlab;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Unpacks compressed elements (zlib), never into more memory than a limit. */
final class Inflation {
    private static final int CHUNK = 1 << 14;

    private Inflation() {}

    /** The bytes of a compressed element, in the file's byte order. */
    static ByteBuffer of(Element compressed, int mostBytes) {
        byte[] packed = new byte[compressed.body().remaining()];
        compressed.body().duplicate().get(packed);
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            ByteArrayOutputStream unpacked = new ByteArrayOutputStream();
            byte[] chunk = new byte[CHUNK];
            while (!inflater.finished()) {
                int length = inflater.inflate(chunk);
                if (length == 0 && !inflater.finished()) {
                    throw Element.bad(compressed.file(), "a whole compressed element", "one that is cut off");
                }
                unpacked.write(chunk, 0, length);
                if (unpacked.size() > mostBytes) {
                    throw Element.bad(compressed.file(), "at most " + mostBytes + " unpacked bytes", "more than that");
                }
            }
            return ByteBuffer.wrap(unpacked.toByteArray())
                    .order(compressed.body().order());
        } catch (DataFormatException corrupt) {
            throw Element.bad(compressed.file(), "a compressed element", "damaged bytes: " + corrupt.getMessage());
        } finally {
            inflater.end();
        }
    }
}
