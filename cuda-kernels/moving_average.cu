// The exponential moving average of weights: average += share · (value - average), share = 1 - min(decay, (1 + step) /
// (10 + step)).
//
// moving_average_forward: for each row of a table, value and average [elements]; run state [4]. 12 bytes (two arrays
// read, one written) and 2 operations per element, so bound by memory: four elements per thread and request. The step is
// read from the device, so that a captured plan follows the ramp. Deterministic.
#include "update_table.cuh"

// One weight, as CudaMovingAverage.java writes it.
struct AverageRow {
    const float* value;
    float* average;
    int elements;
    float decay;
};

LM_KERNEL(moving_average_forward, 256,
          (const AverageRow* __restrict__ rows, const UpdatePiece* __restrict__ pieces,
           const int* __restrict__ run_state)) {
    UpdatePiece piece = pieces[blockIdx.x];
    AverageRow row = rows[piece.row];
    float share = fmaxf(1.0f - row.decay, 9.0f / (10.0f + static_cast<float>(run_state[RUN_STATE_STEP])));
    for_piece(piece, row.elements, [=](auto width, int i) {
        constexpr int kWidth = decltype(width)::value;
        auto value = load_pack<kWidth>(row.value + i);
        auto average = load_pack<kWidth>(row.average + i);
        for (int k = 0; k < kWidth; k++) {
            average.at[k] = fmaf(share, value.at[k] - average.at[k], average.at[k]);
        }
        store_pack(row.average + i, average);
    });
}
