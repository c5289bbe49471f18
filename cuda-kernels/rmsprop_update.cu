// RMSprop with momentum: g = factor · gradient + decay · p; s = smoothing · s + (1 - smoothing) · g²;
// v = momentum · v + g / (sqrt(s) + epsilon); p -= rate · v.
//
// rmsprop_update_forward: for each row of a table, gradient, parameter, mean square and velocity [elements]; rate [1],
// factor [1] or null. 28 bytes (four arrays read, three written) and about 12 operations per element, one root and one
// division among them, so bound by memory: four elements per thread and request. Rate and factor are read from the
// device, so that a captured plan follows a schedule. Deterministic.
#include "update_table.cuh"

// One parameter, as CudaRmspropUpdate.java writes it.
struct RmspropRow {
    const float* gradient;
    float* parameter;
    float* mean_square;
    float* velocity;
    int elements;
    float smoothing;
    float epsilon;
    float momentum;
    float decay;
    float rate_scale;
};

LM_KERNEL(rmsprop_update_forward, 256,
          (const RmspropRow* __restrict__ rows, const UpdatePiece* __restrict__ pieces,
           const float* __restrict__ rate, const float* __restrict__ clip)) {
    UpdatePiece piece = pieces[blockIdx.x];
    RmspropRow row = rows[piece.row];
    float step = *rate * row.rate_scale;
    float factor = clip_factor(clip);
    float share = static_cast<float>(1.0 - static_cast<double>(row.smoothing));
    for_piece(piece, row.elements, [=](auto width, int i) {
        constexpr int kWidth = decltype(width)::value;
        auto g = load_pack<kWidth>(row.gradient + i);
        auto p = load_pack<kWidth>(row.parameter + i);
        auto s = load_pack<kWidth>(row.mean_square + i);
        auto v = load_pack<kWidth>(row.velocity + i);
        for (int k = 0; k < kWidth; k++) {
            float slope = fmaf(row.decay, p.at[k], factor * g.at[k]);
            s.at[k] = fmaf(row.smoothing, s.at[k], share * slope * slope);
            v.at[k] = fmaf(row.momentum, v.at[k], slope / (sqrtf(s.at[k]) + row.epsilon));
            p.at[k] = fmaf(-step, v.at[k], p.at[k]);
        }
        store_pack(row.mean_square + i, s);
        store_pack(row.velocity + i, v);
        store_pack(row.parameter + i, p);
    });
}
