// Gradients of depthwise convolution: x [n,h,w,c], weight [k,k,c], grad.y [n,h',w',c] give grad.x and grad.weight. The
// data gradient alone at stride 1 is depthwise_forward.cu with turned taps.
//
// depthwise_backward_gradients_*: both gradients at stride 1 in one pass, 12 bytes and 2 k² multiply-adds per element.
//   The input pixel (y, x) meets grad.y (y + padding - ky, x + padding - kx) in both, so that a window of k rows of grad.y
//   in registers serves grad.x[y, x] = Σ window · weight and grad.weight[ky, kx] += x[y, x] · window.
// depthwise_backward_weight_*: grad.weight alone, 4 bytes of grad.y and 4 · stride² of x per output, k² multiply-adds.
//   A row of x meets the k / stride rows of grad.y whose windows cover it; only these few narrow rows stay in registers.
// depthwise_backward_data_*: grad.x alone at stride 2, 4 bytes of grad.x and 1 of grad.y per element. A thread makes
//   2 x 2 input pixels at a time, which are the four phases that need each its own quarter of the taps: all threads do
//   the same, no warp diverges, and nothing is multiplied by the zeros between the outputs.
//
// How strips are dealt to threads and why rows slide through registers: see depthwise_forward.cu.
//
// The weight gradient is a sum over all pixels. Each thread holds the k² sums of WIDTH channels, over `rounds` strips;
// the threads of a block that share channels add theirs up in shared memory in a fixed order, and a block writes its
// sums as one slab of `part` [slabs,k,k,c], which slabs.cu adds up. Slabs depend on the shape alone, so results repeat
// bit for bit. k² sums and k² taps leave less room than forward: WIDTH 2 for k = 3, 1 for k = 5 and 7.
#include "depthwise.cuh"

// sums[ky] += row(column + kx) of `pixels` times `factors`, for one row ky of the taps.
template <int KERNEL, int STRIDE, int WIDTH, int COLUMNS, int PIXELS>
LM_DEVICE void add_tap_row(
    Taps<KERNEL, WIDTH>& sums, const PixelRow<PIXELS, WIDTH>& pixels, const PixelRow<COLUMNS, WIDTH>& factors, int ky) {
#pragma unroll
    for (int kx = 0; kx < KERNEL; kx++) {
#pragma unroll
        for (int column = 0; column < COLUMNS; column++) {
            multiply_add(sums.at[ky][kx], pixels.at[column * STRIDE + kx], factors.at[column]);
        }
    }
}

template <int KERNEL, int WIDTH>
LM_DEVICE void clear(Taps<KERNEL, WIDTH>& sums) {
#pragma unroll
    for (int t = 0; t < KERNEL * KERNEL; t++) {
        sums.at[t / KERNEL][t % KERNEL] = filled_pack<WIDTH>(0.0f);
    }
}

#define LM_STRIP_THREADS 128

// The place of a thread in a block that sums over pixels: `lanes` channel groups side by side, and below each other as
// many strips as the block has room for. Threads beyond the last whole row of lanes have nothing to do.
struct SumPlace {
    int lane;
    int row;
    int rows;
    int group;  // of WIDTH channels, among all
    bool idle;
};

LM_DEVICE SumPlace sum_place(int lanes, int groups) {
    SumPlace place;
    int thread = static_cast<int>(threadIdx.x);
    place.lane = thread % lanes;
    place.row = thread / lanes;
    place.rows = static_cast<int>(blockDim.x) / lanes;
    place.group = static_cast<int>(blockIdx.y) * lanes + place.lane;
    place.idle = place.row >= place.rows || place.group >= groups;
    return place;
}

// Adds the sums of a block's rows of threads and writes them to part [k,k,c] of the block's slab.
template <int KERNEL, int WIDTH>
LM_DEVICE void write_slab(
    const Taps<KERNEL, WIDTH>& sums, const SumPlace& place, int lanes, int groups, float* __restrict__ part) {
    LM_SHARED(float, shared, KERNEL * WIDTH * LM_STRIP_THREADS);
    int thread = static_cast<int>(threadIdx.x);
    int channels = groups * WIDTH;
    int first_channel = static_cast<int>(blockIdx.y) * lanes * WIDTH;
    int across = lanes * WIDTH;  // sums of one tap
    part += static_cast<long long>(blockIdx.x) * (KERNEL * KERNEL) * channels;
#pragma unroll
    for (int ky = 0; ky < KERNEL; ky++) {
        __syncthreads();
        if (place.row < place.rows) {
#pragma unroll
            for (int kx = 0; kx < KERNEL; kx++) {
#pragma unroll
                for (int i = 0; i < WIDTH; i++) {
                    shared[(place.row * KERNEL + kx) * across + place.lane * WIDTH + i] = sums.at[ky][kx].at[i];
                }
            }
        }
        __syncthreads();
        for (int i = thread; i < KERNEL * across; i += static_cast<int>(blockDim.x)) {
            int channel = first_channel + i % across;
            if (channel < channels) {
                float total = 0.0f;
                for (int row = 0; row < place.rows; row++) {
                    total += shared[row * KERNEL * across + i];
                }
                part[(ky * KERNEL + i / across) * channels + channel] = total;
            }
        }
    }
}

// One image of a map [n,height,width,channels].
LM_DEVICE Picture picture_of(const float* map, int image, int height, int width, int channels, int channel) {
    return {map + image * height * width * channels + channel, height, width, channels};
}

// The gradients of one strip at stride 1.
template <int KERNEL, int WIDTH, int COLUMNS>
LM_DEVICE void add_strip(
    Taps<KERNEL, WIDTH>& sums, const Taps<KERNEL, WIDTH>& taps, const Picture& x, const Picture& grad_y,
    float* __restrict__ grad_x, int first_row, int last_row, int first_column, int padding) {
    constexpr int PIXELS = COLUMNS + KERNEL - 1;
    PixelRow<PIXELS, WIDTH> window[KERNEL];
    PixelRow<PIXELS, WIDTH> next_gradients;  // the rows that are under way while the current ones are multiplied
    PixelRow<COLUMNS, WIDTH> inputs;
    PixelRow<COLUMNS, WIDTH> next_inputs;
    clear(next_gradients);
    clear(next_inputs);
#pragma unroll
    for (int i = 0; i < KERNEL; i++) {
        clear(window[i]);
    }
    int out_x = first_column + padding - (KERNEL - 1);
    int out_y = first_row + padding - (KERNEL - 1);
#pragma unroll
    for (int i = 0; i + 1 < KERNEL; i++) {
        load_row(window[i + 1], grad_y, out_y + i, out_x);
    }
    load_row(next_gradients, grad_y, first_row + padding, out_x);
    load_row(next_inputs, x, first_row, first_column);
    for (int row = first_row; row < last_row; row++) {
#pragma unroll
        for (int i = 0; i + 1 < KERNEL; i++) {
            window[i] = window[i + 1];
        }
        window[KERNEL - 1] = next_gradients;
        inputs = next_inputs;
        if (row + 1 < last_row) {
            load_row(next_gradients, grad_y, row + 1 + padding, out_x);
            load_row(next_inputs, x, row + 1, first_column);
        }
        PixelRow<COLUMNS, WIDTH> results;
        clear(results);
#pragma unroll
        for (int ky = 0; ky < KERNEL; ky++) {
#pragma unroll
            for (int kx = 0; kx < KERNEL; kx++) {
#pragma unroll
                for (int column = 0; column < COLUMNS; column++) {
                    const Pack<WIDTH>& gradient = window[KERNEL - 1 - ky].at[column + KERNEL - 1 - kx];
                    multiply_add(results.at[column], gradient, taps.at[ky][kx]);
                    multiply_add(sums.at[ky][kx], gradient, inputs.at[column]);
                }
            }
        }
        float* p = grad_x + (row * x.width + first_column) * x.channels;
#pragma unroll
        for (int column = 0; column < COLUMNS; column++) {
            if (first_column + column < x.width) {
                store_pack(p + column * x.channels, results.at[column]);
            }
        }
    }
}

// Both gradients at stride 1. Blocks: x slabs, y groups of lanes.
template <int KERNEL, int WIDTH, int COLUMNS>
LM_DEVICE void both_gradients(
    const float* __restrict__ x, const float* __restrict__ weight, const float* __restrict__ grad_y,
    float* __restrict__ grad_x, float* __restrict__ part, int images, int height, int width, int channels,
    int out_height, int out_width, int padding, int rows, int lanes, int rounds) {
    int groups = channels / WIDTH;
    SumPlace place = sum_place(lanes, groups);
    int strips = (width + COLUMNS - 1) / COLUMNS;
    int tiles = (height + rows - 1) / rows;
    Taps<KERNEL, WIDTH> sums;
    clear(sums);
    if (!place.idle) {
        int channel = place.group * WIDTH;
        Taps<KERNEL, WIDTH> taps;
        load_taps(taps, weight + channel, channels, false);
        for (int round = 0; round < rounds; round++) {
            int index = (static_cast<int>(blockIdx.x) * rounds + round) * place.rows + place.row;
            int image = index / (strips * tiles);
            if (image < images) {
                int first_row = index / strips % tiles * rows;
                add_strip<KERNEL, WIDTH, COLUMNS>(
                    sums, taps, picture_of(x, image, height, width, channels, channel),
                    picture_of(grad_y, image, out_height, out_width, channels, channel),
                    grad_x + image * height * width * channels + channel, first_row, min(first_row + rows, height),
                    index % strips * COLUMNS, padding);
            }
        }
    }
    write_slab(sums, place, lanes, groups, part);
}

// The weight gradient of one strip of outputs: rows of grad.y stay in registers while the rows of x go by. `recent`
// holds the grad.y rows of the windows that cover the current row of x, the newest last.
template <int KERNEL, int STRIDE, int WIDTH, int COLUMNS>
LM_DEVICE void add_weight_strip(
    Taps<KERNEL, WIDTH>& sums, const Picture& x, const Picture& grad_y, int first_row, int last_row, int first_column,
    int padding) {
    constexpr int OPEN = (KERNEL - 1) / STRIDE + 1;
    constexpr int PIXELS = (COLUMNS - 1) * STRIDE + KERNEL;
    PixelRow<COLUMNS, WIDTH> recent[OPEN];
    PixelRow<PIXELS, WIDTH> pixels;
    PixelRow<PIXELS, WIDTH> next;  // at stride 2 both rows of x are read at once
    clear(pixels);
    clear(next);
#pragma unroll
    for (int i = 0; i < OPEN; i++) {
        clear(recent[i]);
    }
    int input_x = first_column * STRIDE - padding;
    for (int row = first_row; row < last_row + OPEN - 1; row++) {
#pragma unroll
        for (int i = 0; i + 1 < OPEN; i++) {
            recent[i] = recent[i + 1];
        }
        if (row < last_row) {
            load_row(recent[OPEN - 1], grad_y, row, first_column);
        } else {
            clear(recent[OPEN - 1]);
        }
        int input_y = row * STRIDE - padding;
        load_row(pixels, x, input_y, input_x);
        bool more = row + 1 < last_row + OPEN - 1;
        if (STRIDE == 2 && more) {
            load_row(next, x, input_y + 1, input_x);
        }
#pragma unroll
        for (int i = 0; i < OPEN; i++) {
            add_tap_row<KERNEL, STRIDE>(sums, pixels, recent[i], STRIDE * (OPEN - 1 - i));
        }
        if (STRIDE == 2 && more) {
#pragma unroll
            for (int i = 1; i < OPEN; i++) {
                add_tap_row<KERNEL, STRIDE>(sums, next, recent[i], STRIDE * (OPEN - 1 - i) + 1);
            }
        }
    }
}

// The weight gradient alone. Blocks as above, strips of the outputs.
template <int KERNEL, int STRIDE, int WIDTH, int COLUMNS>
LM_DEVICE void weight_gradient(
    const float* __restrict__ x, const float* __restrict__ grad_y, float* __restrict__ part, int images, int height,
    int width, int channels, int out_height, int out_width, int padding, int rows, int lanes, int rounds) {
    int groups = channels / WIDTH;
    SumPlace place = sum_place(lanes, groups);
    int strips = (out_width + COLUMNS - 1) / COLUMNS;
    int tiles = (out_height + rows - 1) / rows;
    Taps<KERNEL, WIDTH> sums;
    clear(sums);
    if (!place.idle) {
        for (int round = 0; round < rounds; round++) {
            int index = (static_cast<int>(blockIdx.x) * rounds + round) * place.rows + place.row;
            int image = index / (strips * tiles);
            if (image < images) {
                int first_row = index / strips % tiles * rows;
                add_weight_strip<KERNEL, STRIDE, WIDTH, COLUMNS>(
                    sums, picture_of(x, image, height, width, channels, place.group * WIDTH),
                    picture_of(grad_y, image, out_height, out_width, channels, place.group * WIDTH), first_row,
                    min(first_row + rows, out_height), index % strips * COLUMNS, padding);
            }
        }
    }
    write_slab(sums, place, lanes, groups, part);
}

// One row of grad.x at stride 2, PAIRS pairs of columns from `first_column` on: what the taps of rows `phase`,
// `phase` + 2, … make of the window's last row, the one before, ….
template <int KERNEL, int WIDTH, int PAIRS, int OPEN>
LM_DEVICE void store_phase_row(
    float* __restrict__ row, const PixelRow<PAIRS + OPEN - 1, WIDTH> (&window)[OPEN], const Taps<KERNEL, WIDTH>& taps,
    int phase, int first_column, int width, int channels) {
#pragma unroll
    for (int pair = 0; pair < PAIRS; pair++) {
#pragma unroll
        for (int side = 0; side < 2; side++) {
            int column = first_column + 2 * pair + side;
            Pack<WIDTH> sum = filled_pack<WIDTH>(0.0f);
#pragma unroll
            for (int ky = phase; ky < KERNEL; ky += 2) {
#pragma unroll
                for (int kx = side; kx < KERNEL; kx += 2) {
                    multiply_add(sum, window[OPEN - 1 - ky / 2].at[pair + OPEN - 1 - kx / 2], taps.at[ky][kx]);
                }
            }
            if (column >= 0 && column < width) {
                store_pack(row + column * channels, sum);
            }
        }
    }
}

// grad.x at stride 2. `rows` counts pairs of rows: pair a are the rows 2a - padding and the next.
template <int KERNEL, int WIDTH, int PAIRS>
LM_DEVICE void data_gradient(
    const float* __restrict__ grad_y, const float* __restrict__ weight, float* __restrict__ grad_x, int images,
    int height, int width, int channels, int out_height, int out_width, int padding, int rows, int chunk) {
    constexpr int OPEN = (KERNEL + 1) / 2;
    int first_pair_x = padding / 2;  // pairs before it lie outside of the image
    int first_pair_y = padding / 2;
    int pairs_x = (width - 1 + padding) / 2 - first_pair_x + 1;
    int pairs_y = (height - 1 + padding) / 2 - first_pair_y + 1;
    Strips strips = {chunk, channels / WIDTH, (pairs_x + PAIRS - 1) / PAIRS, (pairs_y + rows - 1) / rows};
    if (global_thread() >= images * strips.tiles * strips.columns * strips.groups) {
        return;
    }
    Strip place = strip_of(global_thread(), strips, WIDTH);
    Taps<KERNEL, WIDTH> taps;
    load_taps(taps, weight + place.channel, channels, false);
    Picture gradients = picture_of(grad_y, place.image, out_height, out_width, channels, place.channel);
    float* image = grad_x + place.image * height * width * channels + place.channel;
    int pair_x = first_pair_x + place.column * PAIRS;
    int first = first_pair_y + place.tile * rows;
    int last = first_pair_y + min((place.tile + 1) * rows, pairs_y);
    PixelRow<PAIRS + OPEN - 1, WIDTH> window[OPEN];
#pragma unroll
    for (int i = 0; i < OPEN; i++) {
        clear(window[i]);
    }
#pragma unroll
    for (int i = 1; i < OPEN; i++) {
        load_row(window[i], gradients, first - OPEN + i, pair_x - (OPEN - 1));
    }
    for (int pair_y = first; pair_y < last; pair_y++) {
#pragma unroll
        for (int i = 0; i + 1 < OPEN; i++) {
            window[i] = window[i + 1];
        }
        load_row(window[OPEN - 1], gradients, pair_y, pair_x - (OPEN - 1));
#pragma unroll
        for (int phase = 0; phase < 2; phase++) {
            int row = 2 * pair_y + phase - padding;
            if (row >= 0 && row < height) {
                store_phase_row<KERNEL, WIDTH, PAIRS, OPEN>(
                    image + row * width * channels, window, taps, phase, 2 * pair_x - padding, width, channels);
            }
        }
    }
}

#define LM_DEPTHWISE_GRADIENTS(name, kernel, pack, columns)                                                            \
    LM_RESIDENT_KERNEL(name, LM_STRIP_THREADS, 3,                                                                      \
              (const float* __restrict__ x, const float* __restrict__ weight, const float* __restrict__ grad_y,        \
               float* __restrict__ grad_x, float* __restrict__ part, int images, int height, int width, int channels,  \
               int out_height, int out_width, int padding, int rows, int lanes, int rounds)) {                         \
        both_gradients<kernel, pack, columns>(x, weight, grad_y, grad_x, part, images, height, width, channels,        \
                                              out_height, out_width, padding, rows, lanes, rounds);                    \
    }

#define LM_DEPTHWISE_WEIGHT(name, kernel, stride, pack, columns)                                                       \
    LM_RESIDENT_KERNEL(name, LM_STRIP_THREADS, 2,                                                                      \
              (const float* __restrict__ x, const float* __restrict__ grad_y, float* __restrict__ part, int images,    \
               int height, int width, int channels, int out_height, int out_width, int padding, int rows, int lanes,   \
               int rounds)) {                                                                                          \
        weight_gradient<kernel, stride, pack, columns>(x, grad_y, part, images, height, width, channels, out_height,   \
                                                       out_width, padding, rows, lanes, rounds);                       \
    }

#define LM_DEPTHWISE_DATA(name, kernel, pack, pairs)                                                                   \
    LM_RESIDENT_KERNEL(name, LM_STRIP_THREADS, 4,                                                                      \
              (const float* __restrict__ grad_y, const float* __restrict__ weight, float* __restrict__ grad_x,         \
               int images, int height, int width, int channels, int out_height, int out_width, int padding, int rows,  \
               int chunk)) {                                                                                           \
        data_gradient<kernel, pack, pairs>(grad_y, weight, grad_x, images, height, width, channels, out_height,        \
                                           out_width, padding, rows, chunk);                                           \
    }

LM_DEPTHWISE_GRADIENTS(depthwise_backward_gradients_k3_s1_c2, 3, 2, 4)
LM_DEPTHWISE_GRADIENTS(depthwise_backward_gradients_k3_s1_c1, 3, 1, 4)
LM_DEPTHWISE_GRADIENTS(depthwise_backward_gradients_k5_s1_c1, 5, 1, 4)

LM_DEPTHWISE_WEIGHT(depthwise_backward_weight_k3_s1_c2, 3, 1, 2, 4)
LM_DEPTHWISE_WEIGHT(depthwise_backward_weight_k3_s1_c1, 3, 1, 1, 4)
LM_DEPTHWISE_WEIGHT(depthwise_backward_weight_k3_s2_c2, 3, 2, 2, 4)
LM_DEPTHWISE_WEIGHT(depthwise_backward_weight_k3_s2_c1, 3, 2, 1, 4)
LM_DEPTHWISE_WEIGHT(depthwise_backward_weight_k5_s1_c1, 5, 1, 1, 4)
LM_DEPTHWISE_WEIGHT(depthwise_backward_weight_k5_s2_c1, 5, 2, 1, 4)
LM_DEPTHWISE_WEIGHT(depthwise_backward_weight_k7_s1_c1, 7, 1, 1, 4)
LM_DEPTHWISE_WEIGHT(depthwise_backward_weight_k7_s2_c1, 7, 2, 1, 4)

LM_DEPTHWISE_DATA(depthwise_backward_data_k3_s2_c4, 3, 4, 2)
LM_DEPTHWISE_DATA(depthwise_backward_data_k3_s2_c1, 3, 1, 2)
LM_DEPTHWISE_DATA(depthwise_backward_data_k5_s2_c2, 5, 2, 2)
LM_DEPTHWISE_DATA(depthwise_backward_data_k5_s2_c1, 5, 1, 2)
LM_DEPTHWISE_DATA(depthwise_backward_data_k7_s2_c1, 7, 1, 2)
