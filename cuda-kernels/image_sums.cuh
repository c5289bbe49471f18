// Sums over the pixels of each image, [images, pixels, channels] to [images, slabs, channels]: pools and their like.
#pragma once

#include "channel_tile.cuh"

// The slab of an image that a block works on: the slabs of an image come one after the other in blockIdx.x.
struct ImageSlab {
    int image;
    int index;   // among the image's slabs
    Slab slab;   // rows counted from the first image's first
};

LM_DEVICE ImageSlab image_slab(int pixels, int slab_rows, int slabs) {
    ImageSlab result;
    result.image = static_cast<int>(blockIdx.x) / slabs;
    result.index = static_cast<int>(blockIdx.x) % slabs;
    result.slab = slab_at(result.index, slab_rows, pixels);
    result.slab.begin += result.image * pixels;
    return result;
}

// sums[image, slab] = (Σ term(element) over the slab's pixels) / divisor; term gives the Pack at an element's index.
template <int WIDTH, typename Term>
LM_DEVICE void sum_image_slab(Pack<WIDTH>* shared, float* __restrict__ sums, int pixels, int channels, int slab_rows,
                              int slabs, int lanes, float divisor, Term term) {
    ChannelTile<WIDTH> tile = channel_tile<WIDTH>(lanes, channels);
    ImageSlab place = image_slab(pixels, slab_rows, slabs);
    Pack<WIDTH> sum = sum_rows(tile, place.slab, filled_pack<WIDTH>(0.0f),
                               [=](int row) { return term(row * channels + tile.channel); });
    add_columns(shared, sum, lanes);
    if (tile.active && tile.row == 0) {
        sum = shared[threadIdx.x];
        for (int k = 0; k < WIDTH; k++) {
            sum.at[k] /= divisor;
        }
        store_pack(sums + (place.image * slabs + place.index) * channels + tile.channel, sum);
    }
}

// Σ over the slabs of an image, in order, four read together.
LM_DEVICE float add_image_slabs(const float* sums, int image, int channel, int channels, int slabs) {
    const float* p = sums + image * slabs * channels + channel;
    float sum = 0.0f;
    int left = slabs;
    for (; left >= 4; left -= 4, p += 4 * channels) {
        sum += (p[0] + p[channels]) + (p[2 * channels] + p[3 * channels]);
    }
    for (; left > 0; left--, p += channels) {
        sum += *p;
    }
    return sum;
}
