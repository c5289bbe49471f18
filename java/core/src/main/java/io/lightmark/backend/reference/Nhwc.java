package io.lightmark.backend.reference;

import io.lightmark.tensor.Shape;

/** The extents of an NHWC array and the place of an element in it. */
record Nhwc(int n, int h, int w, int c) {
    static Nhwc of(Shape shape) {
        return new Nhwc(shape.n(), shape.h(), shape.w(), shape.c());
    }

    int at(int image, int row, int column, int channel) {
        return ((image * h + row) * w + column) * c + channel;
    }

    boolean contains(int row, int column) {
        return row >= 0 && row < h && column >= 0 && column < w;
    }
}
