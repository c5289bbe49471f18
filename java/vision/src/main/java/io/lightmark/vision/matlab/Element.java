package io.lightmark.vision.matlab;

import io.lightmark.error.DataException;
import java.nio.ByteBuffer;

/**
 * A data element: a type, and bytes. Its tag takes 8 bytes, type and length; or 4 with both in two bytes each, when at most
 * 4 bytes follow it (the small form). Elements end at multiples of 8 bytes.
 *
 * @param file for messages
 * @param type a code of the format
 * @param body its bytes, in the file's byte order
 */
record Element(String file, int type, ByteBuffer body) {
    static final int INT8 = 1;
    static final int UINT8 = 2;
    static final int INT16 = 3;
    static final int UINT16 = 4;
    static final int INT32 = 5;
    static final int UINT32 = 6;
    static final int SINGLE = 7;
    static final int DOUBLE = 9;
    static final int INT64 = 12;
    static final int UINT64 = 13;
    static final int MATRIX = 14;
    static final int COMPRESSED = 15;

    private static final int TAG = 8;
    private static final int MOST_NUMBERS = 1 << 20;

    /** The element at the buffer's position, which moves behind it and its padding. */
    static Element next(String file, ByteBuffer bytes, String what) {
        int start = bytes.position();
        if (bytes.remaining() < TAG) {
            throw bad(file, "8 bytes of the tag of " + what, bytes.remaining() + " bytes");
        }
        int first = bytes.getInt();
        if (first >>> 16 != 0) {
            return small(file, bytes, first, start);
        }
        long length = Integer.toUnsignedLong(bytes.getInt());
        if (length > bytes.remaining()) {
            throw bad(file, length + " bytes of " + what, bytes.remaining() + " bytes");
        }
        ByteBuffer body = bytes.slice(start + TAG, (int) length).order(bytes.order());
        long padded = first == COMPRESSED ? length : (length + 7) / 8 * 8;
        bytes.position((int) Math.min(bytes.limit(), start + TAG + padded));
        return new Element(file, first, body);
    }

    private static Element small(String file, ByteBuffer bytes, int tag, int start) {
        int length = tag >>> 16;
        if (length > 4) {
            throw bad(file, "a small element of at most 4 bytes", length + " bytes");
        }
        ByteBuffer body = bytes.slice(start + 4, length).order(bytes.order());
        bytes.position(start + TAG);
        return new Element(file, tag & 0xffff, body);
    }

    Element require(int wanted, String what) {
        if (type != wanted) {
            throw bad(file, "type " + wanted + " for " + what, "type " + type);
        }
        return this;
    }

    /** The body as numbers. */
    double[] numbers(String what) {
        int size = size(what);
        if (body.limit() % size != 0) {
            throw bad(file, "a multiple of " + size + " bytes for " + what, body.limit() + " bytes");
        }
        if (body.limit() / size > MOST_NUMBERS) {
            throw bad(file, "at most " + MOST_NUMBERS + " numbers of " + what, body.limit() / size + " numbers");
        }
        double[] values = new double[body.limit() / size];
        for (int i = 0; i < values.length; i++) {
            values[i] = number(i);
        }
        return values;
    }

    private int size(String what) {
        return switch (type) {
            case INT8, UINT8 -> 1;
            case INT16, UINT16 -> 2;
            case INT32, UINT32, SINGLE -> 4;
            case DOUBLE, INT64, UINT64 -> 8;
            default -> throw bad(file, "a type of numbers for " + what, "type " + type);
        };
    }

    private double number(int index) {
        return switch (type) {
            case INT8 -> body.get(index);
            case UINT8 -> body.get(index) & 0xff;
            case INT16 -> body.getShort(2 * index);
            case UINT16 -> body.getShort(2 * index) & 0xffff;
            case INT32 -> body.getInt(4 * index);
            case UINT32 -> Integer.toUnsignedLong(body.getInt(4 * index));
            case SINGLE -> body.getFloat(4 * index);
            case DOUBLE -> body.getDouble(8 * index);
            case INT64 -> body.getLong(8 * index);
            default -> unsigned(body.getLong(8 * index));
        };
    }

    private static double unsigned(long bits) {
        return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
    }

    static DataException bad(String file, String expected, String received) {
        return new DataException(file, 0, 0, expected, received, "copy the file again; it is cut off or damaged.");
    }
}
