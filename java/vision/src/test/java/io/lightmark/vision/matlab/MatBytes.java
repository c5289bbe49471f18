package io.lightmark.vision.matlab;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;

/** MATLAB files of version 5, made piece by piece. */
public final class MatBytes {
    private final ByteOrder order;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    public MatBytes(ByteOrder order) {
        this.order = order;
    }

    /** The header of a file. */
    public MatBytes header() {
        ByteBuffer header = buffer(128);
        header.put("MATLAB 5.0 MAT-file, made by a test".getBytes(StandardCharsets.US_ASCII));
        header.putShort(124, (short) 0x0100);
        header.putShort(126, (short) (('M' << 8) | 'I'));
        return raw(header.array());
    }

    /** An element with its padding. */
    MatBytes element(int type, byte[] body) {
        raw(buffer(8).putInt(type).putInt(body.length).array()).raw(body);
        return type == Element.COMPRESSED ? this : raw(new byte[(8 - body.length % 8) % 8]);
    }

    /** An element of at most four bytes in its small form. */
    MatBytes small(int type, byte[] body) {
        ByteBuffer element = buffer(8).putInt(body.length << 16 | type);
        element.put(body);
        return raw(element.array());
    }

    /** A variable: array flags, dimensions, name, numbers. */
    public MatBytes matrix(String name, int kind, int rows, int columns, int type, double... values) {
        MatBytes body = new MatBytes(order)
                .element(Element.UINT32, buffer(8).putInt(kind).array())
                .element(Element.INT32, buffer(8).putInt(rows).putInt(columns).array());
        byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
        body = ascii.length <= 4 ? body.small(Element.INT8, ascii) : body.element(Element.INT8, ascii);
        return element(Element.MATRIX, body.element(type, numbers(type, values)).done());
    }

    /** Everything so far as one compressed element behind a header. */
    MatBytes compressed() {
        Deflater deflater = new Deflater();
        deflater.setInput(done());
        deflater.finish();
        byte[] packed = new byte[bytes.size() + 1000];
        int length = deflater.deflate(packed);
        deflater.end();
        return new MatBytes(order).header().element(Element.COMPRESSED, Arrays.copyOf(packed, length));
    }

    MatBytes raw(byte[] more) {
        bytes.writeBytes(more);
        return this;
    }

    public byte[] done() {
        return bytes.toByteArray();
    }

    private byte[] numbers(int type, double... values) {
        ByteBuffer body = buffer(8 * values.length);
        for (double value : values) {
            switch (type) {
                case Element.INT8, Element.UINT8 -> body.put((byte) value);
                case Element.INT16, Element.UINT16 -> body.putShort((short) (int) value);
                case Element.INT32, Element.UINT32 -> body.putInt((int) (long) value);
                case Element.SINGLE -> body.putFloat((float) value);
                case Element.INT64, Element.UINT64 -> body.putLong((long) value);
                default -> body.putDouble(value);
            }
        }
        return Arrays.copyOf(body.array(), body.position());
    }

    private ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(order);
    }
}
