package io.lightmark.tensor;

/** The element types that values of a program and tensors in files may have. */
public enum DType {
    /** IEEE 754 binary32, the type of all arithmetic. */
    F32(4),
    /** Unsigned byte: picture data. */
    U8(1),
    /** 32-bit signed integer: counters, offsets and sizes. */
    I32(4),
    /** 64-bit signed integer: file offsets; appears in files only. */
    I64(8);

    private final int bytes;

    DType(int bytes) {
        this.bytes = bytes;
    }

    /** Size of one element in bytes. */
    public int bytes() {
        return bytes;
    }
}
