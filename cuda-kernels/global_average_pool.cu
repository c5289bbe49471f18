// The mean over the pixels of each image, x [images, pixels, channels] to y [images, channels], and its gradient.
//
// Names that end in 4 are for channel counts that are a multiple of 4, those in 1 for all others.
//   global_average_pool_sums: the pixels of an image in slabs, their sums divided by `divisor`
//     [images, slabs, channels]; 4 bytes and 1 addition per element. With one slab per image, divided by the pixels,
//     this is y itself.
//   global_average_pool_finish: adds the slabs of images too few to fill the device alone.
//   global_average_pool_backward: grad.x = grad.y / pixels at every pixel; 4 bytes per element.
// All bound by memory. The slabs follow from the shape and are added in order: deterministic.
#include "image_sums.cuh"

LM_KERNEL(global_average_pool_sums4, 256,
          (const float* __restrict__ x, float* __restrict__ sums, int pixels, int channels, int slab_rows, int slabs,
           int lanes, float divisor)) {
    LM_SHARED(Pack<4>, shared, 256);
    sum_image_slab<4>(shared, sums, pixels, channels, slab_rows, slabs, lanes, divisor,
                      [=](int at) { return load_pack<4>(x + at); });
}

LM_KERNEL(global_average_pool_sums1, 256,
          (const float* __restrict__ x, float* __restrict__ sums, int pixels, int channels, int slab_rows, int slabs,
           int lanes, float divisor)) {
    LM_SHARED(Pack<1>, shared, 256);
    sum_image_slab<1>(shared, sums, pixels, channels, slab_rows, slabs, lanes, divisor,
                      [=](int at) { return load_pack<1>(x + at); });
}

LM_KERNEL(global_average_pool_finish, 256,
          (const float* __restrict__ sums, float* __restrict__ y, int images, int channels, int slabs,
           float divisor)) {
    int i = global_thread();
    if (i < images * channels) {
        y[i] = add_image_slabs(sums, i / channels, i % channels, channels, slabs) / divisor;
    }
}

template <int WIDTH>
LM_DEVICE void spread(const float* __restrict__ grad_y, float* __restrict__ grad_x, int pixels, int channels,
                      int slab_rows, int slabs, int lanes) {
    ChannelTile<WIDTH> tile = channel_tile<WIDTH>(lanes, channels);
    if (!tile.active) {
        return;
    }
    ImageSlab place = image_slab(pixels, slab_rows, slabs);
    Pack<WIDTH> share = load_pack<WIDTH>(grad_y + place.image * channels + tile.channel);
    for (int k = 0; k < WIDTH; k++) {
        share.at[k] /= static_cast<float>(pixels);
    }
    for (int row = tile.row; row < place.slab.rows; row += tile.rows) {
        store_pack(grad_x + (place.slab.begin + row) * channels + tile.channel, share);
    }
}

LM_KERNEL(global_average_pool_backward4, 256,
          (const float* __restrict__ grad_y, float* __restrict__ grad_x, int pixels, int channels, int slab_rows,
           int slabs, int lanes)) {
    spread<4>(grad_y, grad_x, pixels, channels, slab_rows, slabs, lanes);
}

LM_KERNEL(global_average_pool_backward1, 256,
          (const float* __restrict__ grad_y, float* __restrict__ grad_x, int pixels, int channels, int slab_rows,
           int slabs, int lanes)) {
    spread<1>(grad_y, grad_x, pixels, channels, slab_rows, slabs, lanes);
}
