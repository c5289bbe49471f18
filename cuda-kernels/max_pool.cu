// The maximum over a window, x [n, height, width, channels] to y [n, out_height, out_width, channels], and its
// gradient, which goes to the first maximum of the window in row-major order. Padding never wins; a NaN does, so that
// it is not hidden.
//
// Names that end in 4 are for channel counts that are a multiple of 4, with one thread for four channels of an output
// pixel (of an input pixel in …_backward); those in 1 are for all others.
//   max_pool_forward: 4 bytes per element of x and of y, kernel² comparisons per output.
//   max_pool_winners: the same search, and writes where in its window each maximum was, an int per output.
//   max_pool_backward: grad.x; an input pixel looks at the windows that contain it and adds up the gradients of those
//     it won, in row-major order. A search per input and window would read kernel² times as much, and adding from the
//     outputs would need atomic additions, whose order is not fixed.
// Bound by memory: overlapping windows hit the cache. Deterministic.
#include "pack.cuh"

// The geometry of a pool.
struct Pool {
    int height;
    int width;
    int channels;
    int out_height;
    int out_width;
    int kernel;
    int stride;
    int padding;
};

// Four channels, or one, of a pixel.
struct Pixel {
    int image;
    int row;
    int column;
    int channel;
};

// The thread's pixel of an image of this size.
template <int WIDTH>
LM_DEVICE Pixel pixel_at(int index, int height, int width, int channels) {
    int packs = channels / WIDTH;
    int pixel = index / packs;
    Pixel result;
    result.channel = index % packs * WIDTH;
    result.column = pixel % width;
    result.row = pixel / width % height;
    result.image = pixel / width / height;
    return result;
}

// The maxima of a window and their places in it, row · kernel + column.
template <int WIDTH>
struct Winners {
    Pack<WIDTH> value;
    int place[WIDTH];
};

template <int WIDTH>
LM_DEVICE Winners<WIDTH> winners(const Pool& pool, const float* __restrict__ x, const Pixel& out) {
    int top = out.row * pool.stride - pool.padding;
    int left = out.column * pool.stride - pool.padding;
    int first_row = max(-top, 0), last_row = min(pool.kernel, pool.height - top);
    int first_column = max(-left, 0), last_column = min(pool.kernel, pool.width - left);
    int corner = ((out.image * pool.height + top) * pool.width + left) * pool.channels + out.channel;
    Winners<WIDTH> best;
    best.value = load_pack<WIDTH>(x + corner + (first_row * pool.width + first_column) * pool.channels);
    for (int k = 0; k < WIDTH; k++) {
        best.place[k] = first_row * pool.kernel + first_column;
    }
    for (int row = first_row; row < last_row; row++) {
        for (int column = first_column; column < last_column; column++) {
            Pack<WIDTH> values = load_pack<WIDTH>(x + corner + (row * pool.width + column) * pool.channels);
            for (int k = 0; k < WIDTH; k++) {
                float value = values.at[k];
                float highest = best.value.at[k];
                if (value > highest || (value != value && highest == highest)) {
                    best.value.at[k] = value;
                    best.place[k] = row * pool.kernel + column;
                }
            }
        }
    }
    return best;
}

template <int WIDTH>
LM_DEVICE void forward(const Pool& pool, const float* __restrict__ x, float* __restrict__ y, int threads) {
    int index = global_thread();
    if (index < threads) {
        Pixel out = pixel_at<WIDTH>(index, pool.out_height, pool.out_width, pool.channels);
        store_pack(y + index * WIDTH, winners<WIDTH>(pool, x, out).value);
    }
}

template <int WIDTH>
LM_DEVICE void write_winners(const Pool& pool, const float* __restrict__ x, int* __restrict__ places, int threads) {
    int index = global_thread();
    if (index < threads) {
        Pixel out = pixel_at<WIDTH>(index, pool.out_height, pool.out_width, pool.channels);
        Winners<WIDTH> best = winners<WIDTH>(pool, x, out);
        for (int k = 0; k < WIDTH; k++) {
            places[index * WIDTH + k] = best.place[k];
        }
    }
}

template <int WIDTH>
LM_DEVICE void backward(const Pool& pool, const int* __restrict__ places, const float* __restrict__ grad_y,
                        float* __restrict__ grad_x, int threads) {
    int index = global_thread();
    if (index >= threads) {
        return;
    }
    Pixel in = pixel_at<WIDTH>(index, pool.height, pool.width, pool.channels);
    int bottom = in.row + pool.padding;
    int right = in.column + pool.padding;
    // The first window whose end lies behind the pixel, the last that begins at or before it.
    int first_row = max(0, bottom - pool.kernel + pool.stride) / pool.stride;
    int first_column = max(0, right - pool.kernel + pool.stride) / pool.stride;
    int last_row = min(bottom / pool.stride, pool.out_height - 1);
    int last_column = min(right / pool.stride, pool.out_width - 1);
    Pack<WIDTH> sum = filled_pack<WIDTH>(0.0f);
    for (int row = first_row; row <= last_row; row++) {
        for (int column = first_column; column <= last_column; column++) {
            int place = (bottom - row * pool.stride) * pool.kernel + right - column * pool.stride;
            int out = ((in.image * pool.out_height + row) * pool.out_width + column) * pool.channels + in.channel;
            Pack<WIDTH> gradient = load_pack<WIDTH>(grad_y + out);
            for (int k = 0; k < WIDTH; k++) {
                sum.at[k] += places[out + k] == place ? gradient.at[k] : 0.0f;
            }
        }
    }
    store_pack(grad_x + index * WIDTH, sum);
}

#define POOL_ARGUMENTS                                                                                          \
    int height, int width, int channels, int out_height, int out_width, int kernel, int stride, int padding, \
        int threads
#define POOL \
    Pool { height, width, channels, out_height, out_width, kernel, stride, padding }

LM_KERNEL(max_pool_forward4, 256, (const float* __restrict__ x, float* __restrict__ y, POOL_ARGUMENTS)) {
    forward<4>(POOL, x, y, threads);
}

LM_KERNEL(max_pool_forward1, 256, (const float* __restrict__ x, float* __restrict__ y, POOL_ARGUMENTS)) {
    forward<1>(POOL, x, y, threads);
}

LM_KERNEL(max_pool_winners4, 256, (const float* __restrict__ x, int* __restrict__ places, POOL_ARGUMENTS)) {
    write_winners<4>(POOL, x, places, threads);
}

LM_KERNEL(max_pool_winners1, 256, (const float* __restrict__ x, int* __restrict__ places, POOL_ARGUMENTS)) {
    write_winners<1>(POOL, x, places, threads);
}

LM_KERNEL(max_pool_backward4, 256,
          (const int* __restrict__ places, const float* __restrict__ grad_y, float* __restrict__ grad_x,
           POOL_ARGUMENTS)) {
    backward<4>(POOL, places, grad_y, grad_x, threads);
}

LM_KERNEL(max_pool_backward1, 256,
          (const int* __restrict__ places, const float* __restrict__ grad_y, float* __restrict__ grad_x,
           POOL_ARGUMENTS)) {
    backward<1>(POOL, places, grad_y, grad_x, threads);
}
