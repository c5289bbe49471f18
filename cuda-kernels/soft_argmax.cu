// The expected coordinate under the softmax of each row of logits, x [rows, bins] to y [rows], and its gradient.
//
// soft_argmax_forward: y = width · Σ softmax(x)[k] · place[k], with places in widths of a bin from the middle; 4 bytes and
//   one exponential per element.
// soft_argmax_backward: grad.x [rows, bins] = softmax(x)[k] · width · (place[k] - y / width) · grad.y; 8 bytes and two
//   exponentials per element.
// A warp takes a row, which stays in the first-level cache while it is read again; eight rows per block. Bound by memory.
// Deterministic, and independent of the number of rows.
#include "softmax.cuh"

LM_KERNEL(soft_argmax_forward, 256,
          (const float* __restrict__ x, float* __restrict__ y, int rows, int bins, float width)) {
    int row = global_thread() / LM_WARP;
    if (row < rows) {
        SoftmaxRow logits = softmax_row(x + row * bins, bins);
        Moments moments = moments_of(logits);
        if (logits.lane == 0) {
            y[row] = width * moments.mean;
        }
    }
}

LM_KERNEL(soft_argmax_backward, 256,
          (const float* __restrict__ x, const float* __restrict__ grad_y, float* __restrict__ grad_x, int rows, int bins,
           float width)) {
    int row = global_thread() / LM_WARP;
    if (row < rows) {
        SoftmaxRow logits = softmax_row(x + row * bins, bins);
        Moments moments = moments_of(logits);
        float factor = width * grad_y[row] / moments.sum;
        for (int bin = logits.lane; bin < bins; bin += LM_WARP) {
            grad_x[row * bins + bin] = weight_of(logits, bin) * (place_of(bin, bins) - moments.mean) * factor;
        }
    }
}
