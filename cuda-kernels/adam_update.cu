// Adam and AdamW, with t = step + 1: m = beta1 · m + (1 - beta1) · g; v = beta2 · v + (1 - beta2) · g²;
// p -= rate · (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon).
//
// adam_update_forward: gradient, parameter and both moments [elements], rate [1], run state [4]; 28 bytes (four arrays
// read, three written) and about 15 operations per element, one root and one division among them, so bound by memory:
// four elements per thread and request. The corrections 1 - beta^t lose their digits in float at the first steps, so
// the first thread of each block works them out in double: the step is known on the device alone, so that a captured
// plan can be replayed. Decay is added to the gradient (L2), or shrinks the parameter first (AdamW). Deterministic.
#include "elementwise.cuh"

// Where RunState.java keeps the step.
#define RUN_STATE_STEP 2

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

LM_KERNEL(adam_update_forward, 256,
          (const float* __restrict__ gradient, const float* __restrict__ rate, const int* __restrict__ run_state,
           float* __restrict__ parameter, float* __restrict__ moment1, float* __restrict__ moment2, int elements,
           float beta1, float beta2, float epsilon, float decay, int decoupled, float rate_scale)) {
    // Of the parameter's step, of the second moment, of the parameter under AdamW's decay.
    LM_SHARED(float, factors, 3);
    if (threadIdx.x == 0) {
        long long t = static_cast<long long>(run_state[RUN_STATE_STEP]) + 1;
        double scaled_rate = static_cast<double>(*rate) * rate_scale;
        factors[0] = static_cast<float>(scaled_rate / (1.0 - power(beta1, t)));
        factors[1] = static_cast<float>(1.0 / (1.0 - power(beta2, t)));
        factors[2] = static_cast<float>(decoupled ? scaled_rate * decay : 0.0);
    }
    __syncthreads();
    float step = factors[0];
    float correction2 = factors[1];
    float shrink = factors[2];
    float added_decay = decoupled ? 0.0f : decay;
    float share1 = static_cast<float>(1.0 - static_cast<double>(beta1));
    float share2 = static_cast<float>(1.0 - static_cast<double>(beta2));
    for_packs(elements, [=](auto width, int i) {
        constexpr int kWidth = decltype(width)::value;
        auto g = load_pack<kWidth>(gradient + i);
        auto p = load_pack<kWidth>(parameter + i);
        auto m = load_pack<kWidth>(moment1 + i);
        auto v = load_pack<kWidth>(moment2 + i);
        for (int k = 0; k < kWidth; k++) {
            float slope = fmaf(added_decay, p.at[k], g.at[k]);
            m.at[k] = fmaf(beta1, m.at[k], share1 * slope);
            v.at[k] = fmaf(beta2, v.at[k], share2 * slope * slope);
            float shrunk = fmaf(-shrink, p.at[k], p.at[k]);
            p.at[k] = shrunk - step * m.at[k] / (sqrtf(v.at[k] * correction2) + epsilon);
        }
        store_pack(moment1 + i, m);
        store_pack(moment2 + i, v);
        store_pack(parameter + i, p);
    });
}
