// How far the softmax p of each row of logits [rows, bins] is from a Gaussian q around the row's target [rows], and its
// expectation E from the target: mean over rows of Σ q (ln q - ln p) + weight · |E - target|, and the gradient.
//
// coordinate_classification_loss_partials: the sum over the eight rows of a block, double [blocks]; 4 bytes and two
//   exponentials per element. elementwise_loss_forward adds the partial sums.
// coordinate_classification_loss_backward: grad.prediction [rows, bins]; 8 bytes and four exponentials per element.
// A warp takes a row, which stays in the first-level cache while it is read again. Bound by memory. Deterministic.
#include "reduce.cuh"
#include "softmax.cuh"

// An unnormalised Gaussian over places in widths of a bin; steepness is 1 / (2 sigma²).
struct Gaussian {
    float centre;
    float steepness;
};

LM_DEVICE float logarithm_of(const Gaussian& gaussian, int bin, int bins) {
    float distance = place_of(bin, bins) - gaussian.centre;
    return distance * distance * -gaussian.steepness;
}

// A coordinate in widths of a bin from the middle, within the outermost centres; a NaN stays one.
LM_DEVICE float target_place(float coordinate, int bins, float width) {
    float last = place_of(bins - 1, bins);
    float place = coordinate / width;
    return place < -last ? -last : place > last ? last : place;
}

LM_DEVICE float row_loss(const SoftmaxRow& predicted, const Gaussian& wanted, float width, float weight) {
    float sum = 0.0f;
    float divergence = 0.0f;
    for (int bin = predicted.lane; bin < predicted.bins; bin += LM_WARP) {
        float logarithm = logarithm_of(wanted, bin, predicted.bins);
        float share = expf(logarithm);
        sum += share;
        divergence += share * (logarithm - shifted_logit(predicted, bin));
    }
    sum = warp_sum(sum);
    Moments moments = moments_of(predicted);
    return warp_sum(divergence) / sum - logf(sum) + logf(moments.sum) +
           weight * width * fabsf(moments.mean - wanted.centre);
}

LM_KERNEL(coordinate_classification_loss_partials, 256,
          (const float* __restrict__ prediction, const float* __restrict__ target, double* __restrict__ partials,
           int rows, int bins, float width, float steepness, float weight)) {
    LM_SHARED(double, sums, 256);
    int row = global_thread() / LM_WARP;
    double sum = 0.0;
    if (row < rows) {
        SoftmaxRow predicted = softmax_row(prediction + row * bins, bins);
        Gaussian wanted = {target_place(target[row], bins, width), steepness};
        float loss = row_loss(predicted, wanted, width, weight);
        sum = predicted.lane == 0 ? static_cast<double>(loss) : 0.0;
    }
    add_columns(sums, sum, 1);
    if (threadIdx.x == 0) {
        partials[blockIdx.x] = sums[0];
    }
}

LM_KERNEL(coordinate_classification_loss_backward, 256,
          (const float* __restrict__ prediction, const float* __restrict__ target, float* __restrict__ gradient,
           int rows, int bins, float width, float steepness, float weight, float scale)) {
    int row = global_thread() / LM_WARP;
    if (row >= rows) {
        return;
    }
    SoftmaxRow predicted = softmax_row(prediction + row * bins, bins);
    Gaussian wanted = {target_place(target[row], bins, width), steepness};
    float sum = 0.0f;
    for (int bin = predicted.lane; bin < bins; bin += LM_WARP) {
        sum += expf(logarithm_of(wanted, bin, bins));
    }
    sum = warp_sum(sum);
    Moments moments = moments_of(predicted);
    float error = moments.mean - wanted.centre;
    float sign = error > 0.0f ? 1.0f : error < 0.0f ? -1.0f : error;
    float slope = weight * width * sign;
    for (int bin = predicted.lane; bin < bins; bin += LM_WARP) {
        float p = weight_of(predicted, bin) * (scale / moments.sum);
        float q = expf(logarithm_of(wanted, bin, bins)) * (scale / sum);
        gradient[row * bins + bin] = (p - q) + p * slope * (place_of(bin, bins) - moments.mean);
    }
}
