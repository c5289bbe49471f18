// Softmax over one row of logits by a warp: never normalised in memory, with the mean place of a bin beside the sum.
// Lane l takes bins l, l + 32, … in order, then lanes are added pairwise: who adds what depends on the bins alone.
#pragma once

#include "warp.cuh"

// A row of logits; weight k is exp(logit k - greatest).
struct SoftmaxRow {
    const float* logits;
    int bins;
    int lane;
    float greatest;
};

// Sum of the weights of a row, and the mean place of a bin under them.
struct Moments {
    float sum;
    float mean;
};

// Place of a bin in widths of a bin from the middle of the row; exact.
LM_DEVICE float place_of(int bin, int bins) { return static_cast<float>(bin) - static_cast<float>(bins - 1) * 0.5f; }

LM_DEVICE SoftmaxRow softmax_row(const float* logits, int bins) {
    SoftmaxRow row = {logits, bins, static_cast<int>(threadIdx.x) % LM_WARP, logits[0]};
    for (int bin = row.lane; bin < bins; bin += LM_WARP) {
        row.greatest = fmaxf(row.greatest, logits[bin]);
    }
    row.greatest = warp_greatest(row.greatest);
    return row;
}

LM_DEVICE float shifted_logit(const SoftmaxRow& row, int bin) { return row.logits[bin] - row.greatest; }

LM_DEVICE float weight_of(const SoftmaxRow& row, int bin) { return expf(shifted_logit(row, bin)); }

LM_DEVICE Moments moments_of(const SoftmaxRow& row) {
    float sum = 0.0f;
    float moment = 0.0f;
    for (int bin = row.lane; bin < row.bins; bin += LM_WARP) {
        float weight = weight_of(row, bin);
        sum += weight;
        moment += weight * place_of(bin, row.bins);
    }
    sum = warp_sum(sum);
    return {sum, warp_sum(moment) / sum};
}
