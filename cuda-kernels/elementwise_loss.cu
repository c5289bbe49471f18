// The loss of a batch, scale · Σ f(prediction - target), and its gradient; f by the ordinal of LossFunction.java.
//
// elementwise_loss_partials: prediction, target [elements] to one partial sum per block, double [blocks]; 8 bytes and
// about 4 operations per element. The elements are cut into blocks by their number alone; a thread adds four terms in
// float and the fours in double. elementwise_loss_forward: one block adds the partial sums to loss [1].
// elementwise_loss_backward: grad.prediction [elements]; 12 bytes per element. All bound by memory, or by the launch
// for the few thousand coordinates of a batch. Deterministic.
#include "elementwise.cuh"
#include "reduce.cuh"

enum LossFunction { LOSS_SQUARED, LOSS_ABSOLUTE, LOSS_SMOOTH_L1 };

// The quadratic zone of LossFunction.SMOOTH_L1.
#define LOSS_DELTA 0.02f

LM_DEVICE float loss_of(int function, float error) {
    float size = fabsf(error);
    switch (function) {
        case LOSS_SQUARED: return error * error;
        case LOSS_ABSOLUTE: return size;
        default: return size < LOSS_DELTA ? error * error * (0.5f / LOSS_DELTA) : size - LOSS_DELTA / 2.0f;
    }
}

// 0 at 0; a NaN stays one.
LM_DEVICE float sign_of(float error) { return error > 0.0f ? 1.0f : error < 0.0f ? -1.0f : error; }

LM_DEVICE float loss_slope(int function, float error) {
    switch (function) {
        case LOSS_SQUARED: return 2.0f * error;
        case LOSS_ABSOLUTE: return sign_of(error);
        default: return fabsf(error) < LOSS_DELTA ? error * (1.0f / LOSS_DELTA) : sign_of(error);
    }
}

LM_KERNEL(elementwise_loss_partials, 256,
          (const float* __restrict__ prediction, const float* __restrict__ target, double* __restrict__ partials,
           int elements, int function)) {
    LM_SHARED(double, sums, 256);
    double sum = 0.0;
    for_packs(elements, [&](auto width, int i) {
        constexpr int kWidth = decltype(width)::value;
        auto predicted = load_pack<kWidth>(prediction + i);
        auto wanted = load_pack<kWidth>(target + i);
        float few = 0.0f;
        for (int k = 0; k < kWidth; k++) {
            few += loss_of(function, predicted.at[k] - wanted.at[k]);
        }
        sum += few;
    });
    add_columns(sums, sum, 1);
    if (threadIdx.x == 0) {
        partials[blockIdx.x] = sums[0];
    }
}

LM_KERNEL(elementwise_loss_forward, 256,
          (const double* __restrict__ partials, float* __restrict__ loss, int blocks, float scale)) {
    LM_SHARED(double, sums, 256);
    double sum = 0.0;
    for (int i = static_cast<int>(threadIdx.x); i < blocks; i += 256) {
        sum += partials[i];
    }
    add_columns(sums, sum, 1);
    if (threadIdx.x == 0) {
        *loss = static_cast<float>(scale * sums[0]);
    }
}

LM_KERNEL(elementwise_loss_backward, 256,
          (const float* __restrict__ prediction, const float* __restrict__ target, float* __restrict__ gradient,
           int elements, int function, float scale)) {
    for_packs(elements, [=](auto width, int i) {
        constexpr int kWidth = decltype(width)::value;
        auto predicted = load_pack<kWidth>(prediction + i);
        auto wanted = load_pack<kWidth>(target + i);
        for (int k = 0; k < kWidth; k++) {
            predicted.at[k] = scale * loss_slope(function, predicted.at[k] - wanted.at[k]);
        }
        store_pack(gradient + i, predicted);
    });
}
