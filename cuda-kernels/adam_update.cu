// Adam and AdamW, with t = step + 1 and g = factor · gradient: m = beta1 · m + (1 - beta1) · g; v = beta2 · v + (1 - beta2) · g²;
// p -= rate · (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon).
//
// adam_update_forward: for each row of a table, gradient, parameter and both moments [elements]; rate [1], run state
// [4], factor [1] or null. 28 bytes (four arrays read, three written) and about 15 operations per element, one root and one division among
// them, so bound by memory: four elements per thread and request. The corrections 1 - beta^t lose their digits in float
// at the first steps, so the first thread of each block works them out in double: the step is known on the device
// alone, so that a captured plan can be replayed. Decay is added to the gradient (L2), or shrinks the parameter first
// (AdamW). Deterministic.
#include "update_table.cuh"

// base to a whole power, by squaring: at most 31 rounds.
LM_DEVICE double power(double base, long long exponent) {
    double result = 1.0;
    for (; exponent > 0; exponent /= 2) {
        if (exponent % 2 == 1) {
            result *= base;
        }
        base *= base;
    }
    return result;
}

// One parameter, as CudaAdamUpdate.java writes it.
struct AdamRow {
    const float* gradient;
    float* parameter;
    float* moment1;
    float* moment2;
    int elements;
    float beta1;
    float beta2;
    float epsilon;
    float decay;
    int decoupled;
    float rate_scale;
    int unused;
};

// What all elements of a parameter share at one step.
struct AdamFactors {
    float step;
    float correction2;
    float shrink;
};

LM_DEVICE AdamFactors adam_factors(const AdamRow& row, float rate, int finished_steps) {
    long long t = static_cast<long long>(finished_steps) + 1;
    double scaled_rate = static_cast<double>(rate) * row.rate_scale;
    AdamFactors factors;
    factors.step = static_cast<float>(scaled_rate / (1.0 - power(row.beta1, t)));
    factors.correction2 = static_cast<float>(1.0 / (1.0 - power(row.beta2, t)));
    factors.shrink = static_cast<float>(row.decoupled ? scaled_rate * row.decay : 0.0);
    return factors;
}

LM_KERNEL(adam_update_forward, 256,
          (const AdamRow* __restrict__ rows, const UpdatePiece* __restrict__ pieces, const float* __restrict__ rate,
           const int* __restrict__ run_state, const float* __restrict__ clip)) {
    LM_SHARED(AdamFactors, shared, 1);
    UpdatePiece piece = pieces[blockIdx.x];
    AdamRow row = rows[piece.row];
    if (threadIdx.x == 0) {
        shared[0] = adam_factors(row, *rate, run_state[RUN_STATE_STEP]);
    }
    __syncthreads();
    AdamFactors factors = shared[0];
    float factor = clip_factor(clip);
    float added_decay = row.decoupled ? 0.0f : row.decay;
    float share1 = static_cast<float>(1.0 - static_cast<double>(row.beta1));
    float share2 = static_cast<float>(1.0 - static_cast<double>(row.beta2));
    for_piece(piece, row.elements, [=](auto width, int i) {
        constexpr int kWidth = decltype(width)::value;
        auto g = load_pack<kWidth>(row.gradient + i);
        auto p = load_pack<kWidth>(row.parameter + i);
        auto m = load_pack<kWidth>(row.moment1 + i);
        auto v = load_pack<kWidth>(row.moment2 + i);
        for (int k = 0; k < kWidth; k++) {
            float slope = fmaf(added_decay, p.at[k], factor * g.at[k]);
            m.at[k] = fmaf(row.beta1, m.at[k], share1 * slope);
            v.at[k] = fmaf(row.beta2, v.at[k], share2 * slope * slope);
            float shrunk = fmaf(-factors.shrink, p.at[k], p.at[k]);
            p.at[k] = shrunk - factors.step * m.at[k] / (sqrtf(v.at[k] * factors.correction2) + row.epsilon);
        }
        store_pack(row.moment1 + i, m);
        store_pack(row.moment2 + i, v);
        store_pack(row.parameter + i, p);
    });
}
