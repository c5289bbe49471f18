// The factor that clips all gradients together: min(1, greatest / (norm + 1e-6)).
//
// gradient_norm_partials: for each row of a table, a gradient [elements]; one partial sum of squares per block, double
// [blocks]. 4 bytes and 2 operations per element, so bound by memory: four elements per thread and request, added in
// float, the fours in double. gradient_norm_factor: one block adds the partial sums to factor [1]. Deterministic.
#include "reduce.cuh"
#include "update_table.cuh"

// One gradient, as CudaGradientNorm.java writes it.
struct GradientRow {
    const float* gradient;
    int elements;
    int unused;
};

LM_KERNEL(gradient_norm_partials, 256,
          (const GradientRow* __restrict__ rows, const UpdatePiece* __restrict__ pieces,
           double* __restrict__ partials)) {
    LM_SHARED(double, sums, 256);
    UpdatePiece piece = pieces[blockIdx.x];
    GradientRow row = rows[piece.row];
    double sum = 0.0;
    for_piece(piece, row.elements, [&](auto width, int i) {
        constexpr int kWidth = decltype(width)::value;
        auto g = load_pack<kWidth>(row.gradient + i);
        float few = 0.0f;
        for (int k = 0; k < kWidth; k++) {
            few = fmaf(g.at[k], g.at[k], few);
        }
        sum += few;
    });
    add_columns(sums, sum, 1);
    if (threadIdx.x == 0) {
        partials[blockIdx.x] = sums[0];
    }
}

LM_KERNEL(gradient_norm_factor, 256,
          (const double* __restrict__ partials, float* __restrict__ factor, int blocks, float greatest)) {
    LM_SHARED(double, sums, 256);
    double sum = 0.0;
    for (int i = static_cast<int>(threadIdx.x); i < blocks; i += 256) {
        sum += partials[i];
    }
    add_columns(sums, sum, 1);
    if (threadIdx.x == 0) {
        double ratio = greatest / (sqrt(sums[0]) + 1e-6);
        *factor = static_cast<float>(ratio > 1.0 ? 1.0 : ratio);
    }
}
