package io.lightmark.benchmarks.onnx;

import io.lightmark.tensor.Shape;

/** How pictures and maps cross the edge of an exported model; inside, ONNX is always channels first. */
public enum OnnxLayout {
    /** Input and output maps are [n,c,h,w], as most ONNX files have them. */
    NCHW,
    /** Input and output maps are [n,h,w,c]: the model begins (and, with a map as output, ends) with a transposition. */
    NHWC;

    /** The extents of an array at the edge. */
    public long[] extents(Shape nhwc) {
        if (this == NCHW && nhwc.rank() == 4) {
            return new long[] {nhwc.n(), nhwc.c(), nhwc.h(), nhwc.w()};
        }
        return java.util.Arrays.stream(nhwc.toArray()).asLongStream().toArray();
    }

    /** Place in an array at the edge of the element that stands at {@code index} in [n,h,w,c] order. */
    public int place(int index, Shape nhwc) {
        if (this == NHWC || nhwc.rank() != 4) {
            return index;
        }
        int channels = nhwc.c();
        int perImage = nhwc.h() * nhwc.w();
        int pixel = index / channels;
        return (pixel / perImage * channels + index % channels) * perImage + pixel % perImage;
    }
}
