// Depthwise convolution, y = activation(x * weight + bias): x [n,h,w,c], weight [k,k,c], bias [c] or null and
// y [n,h',w',c]. With `rotated` the taps are turned by 180 degrees; the data gradient at stride 1 is that, of grad.y,
// with padding k - 1 - padding.
//
// 8 bytes and k² multiply-adds per element of y at stride 1, 20 bytes at stride 2: bound by memory up to k = 5 on every
// device, so what counts is few instructions per byte and many bytes on the way.
//
// - A thread holds the taps of WIDTH channels in registers and marches down a strip of COLUMNS outputs. Each input row
//   is read once per strip, and adds to the up to k outputs below which it lies. Their unfinished sums are all that is
//   kept between rows: (k - 1) / stride rows of sums take fewer registers than k rows of inputs, and the sums move on
//   as the addend of a multiply-add, which costs no instruction.
// - The next row is under way while one is multiplied: a device with 4.8 TB/s and 0.8 µs to memory wants some 14 KB of
//   inputs per multiprocessor on the way at all times, and 16 warps of 2 x 4 channels bring 16 KB. At stride 2, which
//   reads four times as much as it writes, both rows of a step are read at once instead, for want of registers.
// - WIDTH 4 for k = 3, 2 for k = 5 and 1 for k = 7 keep the taps to 36, 50 and 49 registers, and all kernels to 3 or 4
//   blocks of 128 threads per multiprocessor. Requests stay whole 32-byte sectors in each.
// - Neighbouring strips read the columns between them twice: 2 times all inputs at k = 3, stride 1, but a block has 8
//   strips side by side, and all but the outermost columns come from the first-level cache.
// - Rows per thread and WIDTH are the host's choice by shape: long tiles save the rows that two tiles both read, short
//   ones make more threads.
//
// Each output is summed in the order of its taps in one thread, so results depend neither on the batch nor on the
// tiles.
#include "activation.cuh"
#include "depthwise.cuh"

// Adds the products of one input row with row ky of the taps.
template <int KERNEL, int STRIDE, int WIDTH, int COLUMNS, int PIXELS>
LM_DEVICE void add_row(
    PixelRow<COLUMNS, WIDTH>& sums, const PixelRow<PIXELS, WIDTH>& row, const Taps<KERNEL, WIDTH>& taps, int ky) {
#pragma unroll
    for (int kx = 0; kx < KERNEL; kx++) {
#pragma unroll
        for (int column = 0; column < COLUMNS; column++) {
            multiply_add(sums.at[column], row.at[column * STRIDE + kx], taps.at[ky][kx]);
        }
    }
}

template <int COLUMNS, int WIDTH>
LM_DEVICE void store_outputs(
    float* y, PixelRow<COLUMNS, WIDTH>& sums, const Pack<WIDTH>& bias, int activation, int columns, int channels) {
    with_activation(activation, [&](auto chosen) {
#pragma unroll
        for (int column = 0; column < COLUMNS; column++) {
#pragma unroll
            for (int i = 0; i < WIDTH; i++) {
                sums.at[column].at[i] = activate(decltype(chosen)::value, sums.at[column].at[i] + bias.at[i]);
            }
        }
    });
#pragma unroll
    for (int column = 0; column < COLUMNS; column++) {
        if (column < columns) {
            store_pack(y + column * channels, sums.at[column]);
        }
    }
}

template <int KERNEL, int STRIDE, int WIDTH, int COLUMNS>
LM_DEVICE void convolve(
    const float* __restrict__ x, const float* __restrict__ weight, const float* __restrict__ bias,
    float* __restrict__ y, int images, int height, int width, int channels, int out_height, int out_width, int padding,
    int rows, int chunk, int rotated, int activation) {
    constexpr int PENDING = (KERNEL - 1) / STRIDE;
    constexpr int PIXELS = (COLUMNS - 1) * STRIDE + KERNEL;
    Strips strips = {chunk, channels / WIDTH, (out_width + COLUMNS - 1) / COLUMNS, (out_height + rows - 1) / rows};
    if (global_thread() >= images * strips.tiles * strips.columns * strips.groups) {
        return;
    }
    Strip place = strip_of(global_thread(), strips, WIDTH);
    Taps<KERNEL, WIDTH> taps;
    load_taps(taps, weight + place.channel, channels, rotated != 0);
    Pack<WIDTH> offset = filled_pack<WIDTH>(0.0f);
    if (bias != nullptr) {
        read_pack(bias + place.channel, offset);
    }
    Picture picture = {x + place.image * height * width * channels + place.channel, height, width, channels};
    int first_row = place.tile * rows;
    int first_column = place.column * COLUMNS;
    int last_row = min(first_row + rows, out_height);
    int columns = out_width - first_column;
    int input_x = first_column * STRIDE - padding;
    int input_y = first_row * STRIDE - padding;
    int first_output = ((place.image * out_height + first_row - PENDING) * out_width + first_column) * channels;
    float* out = y + first_output + place.channel;

    PixelRow<COLUMNS, WIDTH> pending[PENDING];  // unfinished sums, the oldest output row first
#pragma unroll
    for (int i = 0; i < PENDING; i++) {
        clear(pending[i]);
    }
    // The row that is multiplied and the one behind it: under way meanwhile at stride 1, read with it at stride 2.
    PixelRow<PIXELS, WIDTH> row;
    PixelRow<PIXELS, WIDTH> next;
    clear(row);
    clear(next);
    if (STRIDE == 1) {
        load_row(next, picture, input_y, input_x);
    }
    for (int out_row = first_row - PENDING; out_row < last_row; out_row++) {
        bool more = out_row + 1 < last_row;
        if (STRIDE == 1) {
            row = next;
        } else {
            load_row(row, picture, input_y, input_x);
        }
        if (more) {
            load_row(next, picture, input_y + 1, input_x);
        }
        PixelRow<COLUMNS, WIDTH> finished = pending[0];
        add_row<KERNEL, STRIDE>(finished, row, taps, KERNEL - 1);
        if (out_row >= first_row) {
            store_outputs(out, finished, offset, activation, columns, channels);
        }
#pragma unroll
        for (int i = 0; i + 1 < PENDING; i++) {
            pending[i] = pending[i + 1];
            add_row<KERNEL, STRIDE>(pending[i], row, taps, STRIDE * (PENDING - 1 - i));
        }
        clear(pending[PENDING - 1]);
        add_row<KERNEL, STRIDE>(pending[PENDING - 1], row, taps, 0);
        if (STRIDE == 2 && more) {
#pragma unroll
            for (int i = 0; i < PENDING; i++) {
                add_row<KERNEL, STRIDE>(pending[i], next, taps, 1 + STRIDE * (PENDING - 1 - i));
            }
        }
        out += out_width * channels;
        input_y += STRIDE;
    }
}

#define LM_DEPTHWISE_FORWARD(name, kernel, stride, pack, columns)                                                      \
    LM_RESIDENT_KERNEL(name, 128, 3,                                                                                   \
              (const float* __restrict__ x, const float* __restrict__ weight, const float* __restrict__ bias,          \
               float* __restrict__ y, int images, int height, int width, int channels, int out_height,                 \
               int out_width, int padding, int rows, int chunk, int rotated, int activation)) {                        \
        convolve<kernel, stride, pack, columns>(x, weight, bias, y, images, height, width, channels, out_height,       \
                                                out_width, padding, rows, chunk, rotated, activation);                 \
    }

LM_DEPTHWISE_FORWARD(depthwise_forward_k3_s1_c4, 3, 1, 4, 2)
LM_DEPTHWISE_FORWARD(depthwise_forward_k3_s1_c1, 3, 1, 1, 4)
LM_DEPTHWISE_FORWARD(depthwise_forward_k3_s2_c4, 3, 2, 4, 2)
LM_DEPTHWISE_FORWARD(depthwise_forward_k3_s2_c1, 3, 2, 1, 2)
LM_DEPTHWISE_FORWARD(depthwise_forward_k5_s1_c2, 5, 1, 2, 4)
LM_DEPTHWISE_FORWARD(depthwise_forward_k5_s1_c1, 5, 1, 1, 4)
LM_DEPTHWISE_FORWARD(depthwise_forward_k5_s2_c2, 5, 2, 2, 2)
LM_DEPTHWISE_FORWARD(depthwise_forward_k5_s2_c1, 5, 2, 1, 2)
LM_DEPTHWISE_FORWARD(depthwise_forward_k7_s1_c1, 7, 1, 1, 4)
LM_DEPTHWISE_FORWARD(depthwise_forward_k7_s2_c1, 7, 2, 1, 2)
