package io.lightmark.benchmarks.onnx;

import io.lightmark.tensor.Shape;
import io.lightmark.tensor.Tensor;

/** From the weight orders of channels-last arithmetic to those of ONNX. Every method returns a fresh tensor. */
final class WeightOrder {
    private WeightOrder() {}

    /** Dense convolution: [k,k,in,out] to [out,in,k,k]. */
    static Tensor convolution(Tensor hwio) {
        Shape s = hwio.shape();
        int pixels = s.dim(0) * s.dim(1);
        int in = s.dim(2);
        int out = s.dim(3);
        Tensor oihw = Tensor.zeros(Shape.of(out, in, s.dim(0), s.dim(1)));
        for (int p = 0; p < pixels; p++) {
            for (int i = 0; i < in; i++) {
                for (int o = 0; o < out; o++) {
                    oihw.data()[(o * in + i) * pixels + p] = hwio.data()[(p * in + i) * out + o];
                }
            }
        }
        return oihw;
    }

    /** Depthwise convolution: [k,k,c] to [c,1,k,k], the weight of a convolution with c groups. */
    static Tensor depthwise(Tensor hwc) {
        Shape s = hwc.shape();
        int pixels = s.dim(0) * s.dim(1);
        int channels = s.dim(2);
        Tensor grouped = Tensor.zeros(Shape.of(channels, 1, s.dim(0), s.dim(1)));
        for (int p = 0; p < pixels; p++) {
            for (int c = 0; c < channels; c++) {
                grouped.data()[c * pixels + p] = hwc.data()[p * channels + c];
            }
        }
        return grouped;
    }

    /** The matrix [in,out] of a linear layer on one pixel as the weight of a 1×1 convolution: [out,in,1,1]. */
    static Tensor onOnePixel(Tensor matrix) {
        Shape s = matrix.shape();
        return convolution(new Tensor(Shape.of(1, 1, s.dim(0), s.dim(1)), matrix.data()));
    }

    /**
     * The matrix of a linear layer behind a flattened map: its rows go from the map's order h, w, c to c, h, w.
     *
     * @param matrix [h·w·c, out]
     * @param map the layer's input, [n,h,w,c]; an input of rank 2 has one order only
     */
    static Tensor behindFlatten(Tensor matrix, Shape map) {
        Tensor reordered = Tensor.zeros(matrix.shape());
        int outputs = matrix.shape().dim(1);
        int channels = map.rank() == 4 ? map.c() : 1;
        int pixels = matrix.shape().dim(0) / channels;
        for (int p = 0; p < pixels; p++) {
            for (int c = 0; c < channels; c++) {
                System.arraycopy(
                        matrix.data(),
                        (p * channels + c) * outputs,
                        reordered.data(),
                        (c * pixels + p) * outputs,
                        outputs);
            }
        }
        return reordered;
    }
}
