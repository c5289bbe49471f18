package io.lightmark.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The extents of a dense row-major array. Four-dimensional shapes are NHWC: images, rows, columns, channels.
 *
 * <p>Every extent is at least 1. The number of elements is a {@code long} and checked for overflow, so a shape never
 * lies about its size.
 */
public final class Shape {
    private final int[] dims;
    private final long elements;

    private Shape(int[] dims) {
        long product = 1;
        for (int dim : dims) {
            if (dim < 1) {
                throw new IllegalArgumentException("Expected every extent to be at least 1, received "
                        + Arrays.toString(dims) + ". Fix: pass positive extents.");
            }
            product = Math.multiplyExact(product, dim);
        }
        this.dims = dims;
        this.elements = product;
    }

    /** A shape of the given extents; {@code of()} is a scalar. */
    public static Shape of(int... dims) {
        return new Shape(dims.clone());
    }

    public int rank() {
        return dims.length;
    }

    /** Extent of dimension {@code axis}, counted from 0. */
    public int dim(int axis) {
        return dims[axis];
    }

    /** Product of all extents; 1 for a scalar. */
    public long elements() {
        return elements;
    }

    /** Images in an NHWC (or N×features) shape. */
    public int n() {
        return dims[0];
    }

    /** Rows of an NHWC shape. */
    public int h() {
        return nhwc()[1];
    }

    /** Columns of an NHWC shape. */
    public int w() {
        return nhwc()[2];
    }

    /** Channels: the innermost extent. */
    public int c() {
        return dims[dims.length - 1];
    }

    /** All elements that share a channel: {@code elements() / c()}, the rows of the matrix that NHWC data is. */
    public long rows() {
        return elements / c();
    }

    /** The same shape with its first extent replaced. */
    public Shape withN(int n) {
        int[] copy = dims.clone();
        copy[0] = n;
        return new Shape(copy);
    }

    /** The same shape with its innermost extent replaced. */
    public Shape withC(int c) {
        int[] copy = dims.clone();
        copy[copy.length - 1] = c;
        return new Shape(copy);
    }

    /** The extents, as a copy. */
    public int[] toArray() {
        return dims.clone();
    }

    /** The number of elements as an array length. */
    public int length() {
        return Math.toIntExact(elements);
    }

    private int[] nhwc() {
        if (dims.length != 4) {
            throw new IllegalStateException(
                    "Expected a shape of four dimensions (NHWC), received " + this + ". Fix: check the layer's input.");
        }
        return dims;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape that && Arrays.equals(dims, that.dims);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dims);
    }

    @Override
    public String toString() {
        return Arrays.stream(dims).mapToObj(Integer::toString).collect(Collectors.joining("x", "[", "]"));
    }
}
