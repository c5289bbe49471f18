// What both forms of batch normalisation do to each element once the statistics are known.
#pragma once

#include "activation.cuh"
#include "channel_tile.cuh"

// Per channel: (x - centre) · scale + shift. The mean is subtracted first, so that a large one does not cancel.
template <int WIDTH>
struct Affine {
    Pack<WIDTH> centre;
    Pack<WIDTH> scale;
    Pack<WIDTH> shift;
};

// y = activation((x - centre) · scale + shift) over this thread's rows of [rows, channels]; tiles take turns.
template <int WIDTH>
LM_DEVICE void normalise(const ChannelTile<WIDTH>& tile, const Affine<WIDTH>& affine, const float* __restrict__ x,
                         float* __restrict__ y, int rows, int channels, int activation) {
    RowSteps steps = all_rows(tile, rows);
    with_activation(activation, [=](auto function) {
        map_rows(
            steps, [=](int row) { return load_pack<WIDTH>(x + row * channels + tile.channel); },
            [=](int row, Pack<WIDTH> pack) {
                for (int k = 0; k < WIDTH; k++) {
                    float value = fmaf(pack.at[k] - affine.centre.at[k], affine.scale.at[k], affine.shift.at[k]);
                    pack.at[k] = activate(decltype(function)::value, value);
                }
                store_pack(y + row * channels + tile.channel, pack);
            });
    });
}
