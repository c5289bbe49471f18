// Stochastic gradient descent with momentum: g = factor · gradient + decay · p; v = momentum · v + g; p -= rate · v.
//
// sgd_update_forward: for each row of a table, gradient, parameter and velocity [elements]; rate [1], factor [1] or null. 20 bytes (three
// arrays read, two written) and 6 operations per element, so bound by memory: four elements per thread and request. The
// learning rate is read from the device, so that a captured plan follows a schedule. Deterministic.
#include "update_table.cuh"

// One parameter, as CudaSgdUpdate.java writes it.
struct SgdRow {
    const float* gradient;
    float* parameter;
    float* velocity;
    int elements;
    float momentum;
    float decay;
    float rate_scale;
};

LM_KERNEL(sgd_update_forward, 256,
          (const SgdRow* __restrict__ rows, const UpdatePiece* __restrict__ pieces, const float* __restrict__ rate,
           const float* __restrict__ clip)) {
    UpdatePiece piece = pieces[blockIdx.x];
    SgdRow row = rows[piece.row];
    float step = *rate * row.rate_scale;
    float factor = clip_factor(clip);
    for_piece(piece, row.elements, [=](auto width, int i) {
        constexpr int kWidth = decltype(width)::value;
        auto g = load_pack<kWidth>(row.gradient + i);
        auto p = load_pack<kWidth>(row.parameter + i);
        auto v = load_pack<kWidth>(row.velocity + i);
        for (int k = 0; k < kWidth; k++) {
            v.at[k] = fmaf(row.momentum, v.at[k], fmaf(row.decay, p.at[k], factor * g.at[k]));
            p.at[k] = fmaf(-step, v.at[k], p.at[k]);
        }
        store_pack(row.velocity + i, v);
        store_pack(row.parameter + i, p);
    });
}
