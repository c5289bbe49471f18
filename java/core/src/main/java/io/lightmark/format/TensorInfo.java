package io.lightmark.format;

import io.lightmark.tensor.DType;
import io.lightmark.tensor.Shape;
import java.util.List;

/**
 * One tensor of a file: what it is called, what its elements are, and where its bytes lie. Extents are longs, since a
 * file may hold a block of more than 2³¹ bytes; zero extents are allowed.
 *
 * @param name unique within the file
 * @param dtype element type, little-endian in the file
 * @param extents row-major extents; an empty list is a scalar
 * @param begin first byte, counted from the start of the file's data section
 * @param end byte behind the last one
 */
public record TensorInfo(String name, DType dtype, List<Long> extents, long begin, long end) {
    public TensorInfo {
        extents = List.copyOf(extents);
    }

    /**
     * A tensor about to be written; its place in the file is decided by the writer.
     *
     * @throws IllegalArgumentException if an extent is negative or the size does not fit in 63 bits
     */
    public static TensorInfo declare(String name, DType dtype, long... extents) {
        List<Long> list = java.util.Arrays.stream(extents).boxed().toList();
        return new TensorInfo(name, dtype, list, 0, byteCount(dtype, list));
    }

    /** A float32 tensor about to be written. */
    public static TensorInfo declare(String name, Shape shape) {
        long[] extents = java.util.Arrays.stream(shape.toArray()).asLongStream().toArray();
        return declare(name, DType.F32, extents);
    }

    /** Size in bytes. */
    public long bytes() {
        return end - begin;
    }

    /** Number of elements. */
    public long elements() {
        return bytes() / dtype.bytes();
    }

    /**
     * The extents as a shape.
     *
     * @throws IllegalArgumentException if an extent is zero or beyond 2³¹ − 1, which only raw blocks of a file may be
     */
    public Shape shape() {
        int[] dims = new int[extents.size()];
        for (int i = 0; i < dims.length; i++) {
            long extent = extents.get(i);
            if (extent < 1 || extent > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("Expected extents from 1 to 2^31 - 1 in tensor '" + name
                        + "', received " + extents + ". Fix: read such a tensor as bytes.");
            }
            dims[i] = (int) extent;
        }
        return Shape.of(dims);
    }

    TensorInfo at(long offset) {
        if (bytes() > Long.MAX_VALUE - offset) {
            throw new IllegalArgumentException("Expected less than 2^63 bytes in one file, received " + bytes()
                    + " after " + offset + ". Fix: correct the shapes.");
        }
        return new TensorInfo(name, dtype, extents, offset, offset + bytes());
    }

    /** Product of the extents and the element size, refusing overflow and negative extents. */
    static long byteCount(DType dtype, List<Long> extents) {
        long product = dtype.bytes();
        try {
            for (long extent : extents) {
                if (extent < 0) {
                    throw new ArithmeticException("negative");
                }
                product = Math.multiplyExact(product, extent);
            }
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "Expected extents of at least 0 whose product in bytes is below 2^63," + " received " + extents
                            + ". Fix: correct the shape.",
                    e);
        }
        return product;
    }
}
