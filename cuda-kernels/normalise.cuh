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
    int first = static_cast<int>(blockIdx.x) * tile.rows + tile.row;
    int step = static_cast<int>(gridDim.x) * tile.rows;
    with_activation(activation, [=](auto function) {
        for (int left = rows - first; left > 0; left -= step) {
            int at = (rows - left) * channels + tile.channel;
            Pack<WIDTH> pack = load_pack<WIDTH>(x + at);
            for (int k = 0; k < WIDTH; k++) {
                float value = fmaf(pack.at[k] - affine.centre.at[k], affine.scale.at[k], affine.shift.at[k]);
                pack.at[k] = activate(decltype(function)::value, value);
            }
            store_pack(y + at, pack);
        }
    });
}
