// The loss of a batch, scale · Σ weight · f(prediction, target), and its gradient; f by the ordinal of
// LossFunction.Kind, with up to four parameters.
//
// elementwise_loss_partials: prediction, target [elements], weights [columns] or null to one partial sum per block,
// double [blocks]; 8 bytes and about 4 operations per element, some 20 for a wing and 60 for an adaptive one. The
// elements are cut into blocks by their number alone; a thread adds four terms in float and the fours in double.
// elementwise_loss_forward: one block adds the partial sums to loss [1]. elementwise_loss_backward: grad.prediction
// [elements]; 12 bytes per element. All bound by memory, or by the launch for the few thousand coordinates of a batch.
// Deterministic.
#include "elementwise.cuh"
#include "reduce.cuh"

enum LossKind { LOSS_SQUARED, LOSS_ABSOLUTE, LOSS_SMOOTH_L1, LOSS_WING, LOSS_SOFT_WING, LOSS_ADAPTIVE_WING };

// A function and its parameters in the order of its record in LossFunction.java.
struct LossFunction {
    int kind;
    float a;
    float b;
    float c;
    float d;
};

// 0 at 0; a NaN stays one.
LM_DEVICE float sign_of(float error) { return error > 0.0f ? 1.0f : error < 0.0f ? -1.0f : error; }

// The slope of an adaptive wing from its threshold on; raised = (threshold / curvature)^power.
LM_DEVICE float wing_tail(const LossFunction& f, float power, float raised) {
    return f.a * power * raised / (f.b * (1.0f + raised));
}

LM_DEVICE float loss_of(const LossFunction& f, float error, float target) {
    float size = fabsf(error);
    switch (f.kind) {
        case LOSS_SQUARED: return error * error;
        case LOSS_ABSOLUTE: return size;
        case LOSS_SMOOTH_L1: return size < f.a ? error * error * (0.5f / f.a) : size - 0.5f * f.a;
        case LOSS_WING: return size < f.a ? f.a * log1pf(size / f.b) : f.a * log1pf(f.a / f.b) + (size - f.a);
        case LOSS_SOFT_WING: return size < f.a ? size : f.a + f.b * log1pf((size - f.a) / (f.c + f.a));
        default: break;
    }
    float power = f.d - target;
    float raised = powf(fminf(size, f.b) / f.c, power);
    float inner = f.a * log1pf(raised);
    return size < f.b ? inner : inner + wing_tail(f, power, raised) * (size - f.b);
}

LM_DEVICE float loss_slope(const LossFunction& f, float error, float target) {
    float size = fabsf(error);
    float sign = sign_of(error);
    switch (f.kind) {
        case LOSS_SQUARED: return 2.0f * error;
        case LOSS_ABSOLUTE: return sign;
        case LOSS_SMOOTH_L1: return size < f.a ? error / f.a : sign;
        case LOSS_WING: return size < f.a ? sign * f.a / (f.b + size) : sign;
        case LOSS_SOFT_WING: return size < f.a ? sign : sign * f.b / (f.c + size);
        default: break;
    }
    if (size == 0.0f) {
        return 0.0f;
    }
    float power = f.d - target;
    float raised = powf(fminf(size, f.b) / f.c, power);
    return size < f.b ? f.a * power * raised / (error * (1.0f + raised)) : sign * wing_tail(f, power, raised);
}

// The weight of element i.
LM_DEVICE float weight_of(const float* weights, int columns, int i) {
    return weights == nullptr ? 1.0f : weights[i % columns];
}

LM_KERNEL(elementwise_loss_partials, 256,
          (const float* __restrict__ prediction, const float* __restrict__ target, const float* __restrict__ weights,
           double* __restrict__ partials, int elements, int columns, int kind, float a, float b, float c, float d)) {
    LM_SHARED(double, sums, 256);
    LossFunction function = {kind, a, b, c, d};
    double sum = 0.0;
    for_packs(elements, [&](auto width, int i) {
        constexpr int kWidth = decltype(width)::value;
        auto predicted = load_pack<kWidth>(prediction + i);
        auto wanted = load_pack<kWidth>(target + i);
        float few = 0.0f;
        for (int k = 0; k < kWidth; k++) {
            float term = loss_of(function, predicted.at[k] - wanted.at[k], wanted.at[k]);
            few += weight_of(weights, columns, i + k) * term;
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
          (const float* __restrict__ prediction, const float* __restrict__ target, const float* __restrict__ weights,
           float* __restrict__ gradient, int elements, int columns, float scale, int kind, float a, float b, float c,
           float d)) {
    LossFunction function = {kind, a, b, c, d};
    for_packs(elements, [=](auto width, int i) {
        constexpr int kWidth = decltype(width)::value;
        auto predicted = load_pack<kWidth>(prediction + i);
        auto wanted = load_pack<kWidth>(target + i);
        for (int k = 0; k < kWidth; k++) {
            float slope = loss_slope(function, predicted.at[k] - wanted.at[k], wanted.at[k]);
            predicted.at[k] = scale * (weight_of(weights, columns, i + k) * slope);
        }
        store_pack(gradient + i, predicted);
    });
}
