// Squeeze-and-excite: y = x · gate, gate = hsigmoid(relu(mean(x) · weight1 + bias1) · weight2 + bias2), one gate per
// image and channel; x [images, pixels, channels], weight1 [channels, squeezed], weight2 [squeezed, channels].
//
// Names that end in 4 are for channel counts that are a multiple of 4, those in 1 for all others. Forward, 12 bytes per
// element of x (it is read twice), bound by memory:
//   squeeze_excite_pool: sums of slabs of pixels [images, slabs, channels].
//   squeeze_excite_hidden: adds the slabs; pooled [images, channels] and hidden [images, squeezed], before the ReLU.
//   squeeze_excite_excite: excite [images, channels], before the h-sigmoid.
//   squeeze_excite_scale: y.
// Backward, 8 bytes per element of x for the gates and 8 more for grad.x:
//   squeeze_excite_gradient_gate: Σ grad.y · x of slabs of pixels [images, slabs, channels].
//   squeeze_excite_gradient_hidden: adds the slabs; the gradients of excite [images, channels] and hidden
//     [images, squeezed].
//   squeeze_excite_gradient_pooled: the gradient of pooled [images, channels].
//   squeeze_excite_gradient_input: grad.x.
//   squeeze_excite_gradient_weights: the gradient of a weight and its bias, over all images.
//
// The two small matrix products are two kernels, not one block per image: 2 · channels · squeezed weights are too many
// bytes for one multiprocessor at batch 1, and at large batches a block's eight images share every weight it reads.
// Slabs follow from the shape, all sums run in a fixed order: deterministic.
#include "activation.cuh"
#include "image_sums.cuh"
#include "warp.cuh"

// Images that a block of a matrix product takes together.
#define PRODUCT_IMAGES 8

// Inner elements of a matrix product that are in shared memory at a time.
#define PRODUCT_DEPTH 128

#define PRODUCT_THREADS 256

// Outputs per block where weights lie [depth, outputs]; the other threads take other parts of the depth.
#define PRODUCT_OUTPUTS 16

LM_KERNEL(squeeze_excite_pool4, 256,
          (const float* __restrict__ x, float* __restrict__ sums, int pixels, int channels, int slab_rows, int slabs,
           int lanes)) {
    LM_SHARED(Pack<4>, shared, 256);
    sum_image_slab<4>(shared, sums, pixels, channels, slab_rows, slabs, lanes, 1.0f,
                      [=](int at) { return load_pack<4>(x + at); });
}

LM_KERNEL(squeeze_excite_pool1, 256,
          (const float* __restrict__ x, float* __restrict__ sums, int pixels, int channels, int slab_rows, int slabs,
           int lanes)) {
    LM_SHARED(Pack<1>, shared, 256);
    sum_image_slab<1>(shared, sums, pixels, channels, slab_rows, slabs, lanes, 1.0f,
                      [=](int at) { return load_pack<1>(x + at); });
}

template <int WIDTH>
LM_DEVICE Pack<WIDTH> multiply(const Pack<WIDTH>& a, const Pack<WIDTH>& b) {
    Pack<WIDTH> product;
    for (int k = 0; k < WIDTH; k++) {
        product.at[k] = a.at[k] * b.at[k];
    }
    return product;
}

LM_KERNEL(squeeze_excite_gradient_gate4, 256,
          (const float* __restrict__ x, const float* __restrict__ grad_y, float* __restrict__ sums, int pixels,
           int channels, int slab_rows, int slabs, int lanes)) {
    LM_SHARED(Pack<4>, shared, 256);
    sum_image_slab<4>(shared, sums, pixels, channels, slab_rows, slabs, lanes, 1.0f,
                      [=](int at) { return multiply(load_pack<4>(x + at), load_pack<4>(grad_y + at)); });
}

LM_KERNEL(squeeze_excite_gradient_gate1, 256,
          (const float* __restrict__ x, const float* __restrict__ grad_y, float* __restrict__ sums, int pixels,
           int channels, int slab_rows, int slabs, int lanes)) {
    LM_SHARED(Pack<1>, shared, 256);
    sum_image_slab<1>(shared, sums, pixels, channels, slab_rows, slabs, lanes, 1.0f,
                      [=](int at) { return multiply(load_pack<1>(x + at), load_pack<1>(grad_y + at)); });
}

// Copies input(image, k) of the block's images, counted from first_image, and of PRODUCT_DEPTH inner elements from
// `begin` to staged[k][image]; 0 where there is none.
template <typename Input>
LM_DEVICE void stage(float* staged, int first_image, int images, int begin, int depth, Input input) {
    for (int i = static_cast<int>(threadIdx.x); i < PRODUCT_IMAGES * PRODUCT_DEPTH; i += PRODUCT_THREADS) {
        int image = first_image + i / PRODUCT_DEPTH;
        int k = begin + i % PRODUCT_DEPTH;
        bool exists = image < images && k < depth;
        staged[i % PRODUCT_DEPTH * PRODUCT_IMAGES + i / PRODUCT_DEPTH] = exists ? input(image, k) : 0.0f;
    }
}

// sums[image] += staged[k][image] · weight.
LM_DEVICE void add_products(float* sums, const float* staged, int k, float weight) {
    for (int image = 0; image < PRODUCT_IMAGES; image++) {
        sums[image] = fmaf(staged[k * PRODUCT_IMAGES + image], weight, sums[image]);
    }
}

// out[image, j] = bias[j] + Σ input(image, k) · weight[k, j]. Blocks: outputs in x, images in y. Threads side by side
// read weights side by side, and all those of a stage at a time, so that their requests are under way together.
template <typename Input>
LM_DEVICE void product(float* staged, Pack<PRODUCT_IMAGES>* shared, const float* __restrict__ weight,
                       const float* __restrict__ bias, float* __restrict__ out, int images, int depth, int outputs,
                       Input input) {
    int thread = static_cast<int>(threadIdx.x);
    int column = thread % PRODUCT_OUTPUTS;
    int part = thread / PRODUCT_OUTPUTS;
    constexpr int kParts = PRODUCT_THREADS / PRODUCT_OUTPUTS;
    int output = static_cast<int>(blockIdx.x) * PRODUCT_OUTPUTS + column;
    int first_image = static_cast<int>(blockIdx.y) * PRODUCT_IMAGES;
    Pack<PRODUCT_IMAGES> sum = filled_pack<PRODUCT_IMAGES>(0.0f);
    for (int begin = 0; begin < depth; begin += PRODUCT_DEPTH) {
        stage(staged, first_image, images, begin, depth, input);
        float weights[PRODUCT_DEPTH / kParts];
        for (int i = 0; i < PRODUCT_DEPTH / kParts; i++) {
            int k = begin + part + i * kParts;
            weights[i] = output < outputs && k < depth ? weight[k * outputs + output] : 0.0f;
        }
        __syncthreads();
        for (int i = 0; i < PRODUCT_DEPTH / kParts; i++) {
            add_products(&sum.at[0], staged, part + i * kParts, weights[i]);
        }
        __syncthreads();
    }
    add_columns(shared, sum, PRODUCT_OUTPUTS);
    int image = first_image + part;
    if (part < PRODUCT_IMAGES && image < images && output < outputs) {
        out[image * outputs + output] = shared[column].at[part] + bias[output];
    }
}

// out[image, j] = slope(image, j) · Σ input(image, k) · weight[j, k]. Blocks: outputs in x, images in y. A warp takes
// an output and its lanes weights side by side.
template <typename Input, typename Slope>
LM_DEVICE void transposed_product(float* staged, const float* __restrict__ weight, float* __restrict__ out, int images,
                                  int depth, int outputs, Input input, Slope slope) {
    int lane = static_cast<int>(threadIdx.x) % LM_WARP;
    int output = static_cast<int>(blockIdx.x) * (PRODUCT_THREADS / LM_WARP) + static_cast<int>(threadIdx.x) / LM_WARP;
    int first_image = static_cast<int>(blockIdx.y) * PRODUCT_IMAGES;
    float sums[PRODUCT_IMAGES] = {};
    for (int begin = 0; begin < depth; begin += PRODUCT_DEPTH) {
        stage(staged, first_image, images, begin, depth, input);
        float weights[PRODUCT_DEPTH / LM_WARP];
        for (int i = 0; i < PRODUCT_DEPTH / LM_WARP; i++) {
            int k = begin + lane + i * LM_WARP;
            weights[i] = output < outputs && k < depth ? weight[output * depth + k] : 0.0f;
        }
        __syncthreads();
        for (int i = 0; i < PRODUCT_DEPTH / LM_WARP; i++) {
            add_products(sums, staged, lane + i * LM_WARP, weights[i]);
        }
        __syncthreads();
    }
    for (int i = 0; i < PRODUCT_IMAGES; i++) {
        float sum = warp_sum(sums[i]);
        int image = first_image + i;
        if (lane == i && image < images && output < outputs) {
            out[image * outputs + output] = sum * slope(image, output);
        }
    }
}

LM_KERNEL(squeeze_excite_hidden, PRODUCT_THREADS,
          (const float* __restrict__ sums, const float* __restrict__ weight1, const float* __restrict__ bias1,
           float* __restrict__ pooled, float* __restrict__ hidden, int images, int pixels, int channels, int squeezed,
           int slabs)) {
    LM_SHARED(float, staged, PRODUCT_IMAGES * PRODUCT_DEPTH);
    LM_SHARED(Pack<PRODUCT_IMAGES>, shared, PRODUCT_THREADS);
    float part = 1.0f / static_cast<float>(pixels);
    product(staged, shared, weight1, bias1, hidden, images, channels, squeezed, [=](int image, int channel) {
        float mean = add_image_slabs(sums, image, channel, channels, slabs) * part;
        if (blockIdx.x == 0) {
            pooled[image * channels + channel] = mean;
        }
        return mean;
    });
}

LM_KERNEL(squeeze_excite_excite, PRODUCT_THREADS,
          (const float* __restrict__ hidden, const float* __restrict__ weight2, const float* __restrict__ bias2,
           float* __restrict__ excite, int images, int channels, int squeezed)) {
    LM_SHARED(float, staged, PRODUCT_IMAGES * PRODUCT_DEPTH);
    LM_SHARED(Pack<PRODUCT_IMAGES>, shared, PRODUCT_THREADS);
    product(staged, shared, weight2, bias2, excite, images, squeezed, channels,
            [=](int image, int s) { return activate(ACTIVATION_RELU, hidden[image * squeezed + s]); });
}

LM_KERNEL(squeeze_excite_gradient_hidden, PRODUCT_THREADS,
          (const float* __restrict__ sums, const float* __restrict__ weight2, const float* __restrict__ hidden,
           const float* __restrict__ excite, float* __restrict__ grad_excite, float* __restrict__ grad_hidden,
           int images, int channels, int squeezed, int slabs)) {
    LM_SHARED(float, staged, PRODUCT_IMAGES * PRODUCT_DEPTH);
    transposed_product(
        staged, weight2, grad_hidden, images, channels, squeezed,
        [=](int image, int channel) {
            int at = image * channels + channel;
            float gradient = add_image_slabs(sums, image, channel, channels, slabs) *
                             activation_derivative(ACTIVATION_HSIGMOID, excite[at]);
            if (blockIdx.x == 0) {
                grad_excite[at] = gradient;
            }
            return gradient;
        },
        [=](int image, int s) { return activation_derivative(ACTIVATION_RELU, hidden[image * squeezed + s]); });
}

LM_KERNEL(squeeze_excite_gradient_pooled, PRODUCT_THREADS,
          (const float* __restrict__ grad_hidden, const float* __restrict__ weight1, float* __restrict__ grad_pooled,
           int images, int channels, int squeezed)) {
    LM_SHARED(float, staged, PRODUCT_IMAGES * PRODUCT_DEPTH);
    transposed_product(
        staged, weight1, grad_pooled, images, squeezed, channels,
        [=](int image, int s) { return grad_hidden[image * squeezed + s]; }, [](int, int) { return 1.0f; });
}

// to = from · gate + shift over a block's slab of an image; shift is grad_pooled / pixels, or 0 where it is null.
template <int WIDTH>
LM_DEVICE void scale(const float* __restrict__ from, const float* __restrict__ excite,
                     const float* __restrict__ grad_pooled, float* __restrict__ to, int pixels, int channels,
                     int slab_rows, int slabs, int lanes) {
    ChannelTile<WIDTH> tile = channel_tile<WIDTH>(lanes, channels);
    if (!tile.active) {
        return;
    }
    ImageSlab place = image_slab(pixels, slab_rows, slabs);
    int of_image = place.image * channels + tile.channel;
    Pack<WIDTH> gate = load_pack<WIDTH>(excite + of_image);
    Pack<WIDTH> shift = filled_pack<WIDTH>(0.0f);
    if (grad_pooled != nullptr) {
        shift = load_pack<WIDTH>(grad_pooled + of_image);
    }
    for (int k = 0; k < WIDTH; k++) {
        gate.at[k] = hsigmoid(gate.at[k]);
        shift.at[k] /= static_cast<float>(pixels);
    }
    int first = place.slab.begin * channels + tile.channel;
    map_rows(
        RowSteps{tile.row, tile.rows, place.slab.rows},
        [=](int row) { return load_pack<WIDTH>(from + first + row * channels); },
        [=](int row, Pack<WIDTH> pack) {
            for (int k = 0; k < WIDTH; k++) {
                pack.at[k] = fmaf(pack.at[k], gate.at[k], shift.at[k]);
            }
            store_pack(to + first + row * channels, pack);
        });
}

LM_KERNEL(squeeze_excite_scale4, 256,
          (const float* __restrict__ x, const float* __restrict__ excite, float* __restrict__ y, int pixels,
           int channels, int slab_rows, int slabs, int lanes)) {
    scale<4>(x, excite, nullptr, y, pixels, channels, slab_rows, slabs, lanes);
}

LM_KERNEL(squeeze_excite_scale1, 256,
          (const float* __restrict__ x, const float* __restrict__ excite, float* __restrict__ y, int pixels,
           int channels, int slab_rows, int slabs, int lanes)) {
    scale<1>(x, excite, nullptr, y, pixels, channels, slab_rows, slabs, lanes);
}

LM_KERNEL(squeeze_excite_gradient_input4, 256,
          (const float* __restrict__ grad_y, const float* __restrict__ excite, const float* __restrict__ grad_pooled,
           float* __restrict__ grad_x, int pixels, int channels, int slab_rows, int slabs, int lanes)) {
    scale<4>(grad_y, excite, grad_pooled, grad_x, pixels, channels, slab_rows, slabs, lanes);
}

LM_KERNEL(squeeze_excite_gradient_input1, 256,
          (const float* __restrict__ grad_y, const float* __restrict__ excite, const float* __restrict__ grad_pooled,
           float* __restrict__ grad_x, int pixels, int channels, int slab_rows, int slabs, int lanes)) {
    scale<1>(grad_y, excite, grad_pooled, grad_x, pixels, channels, slab_rows, slabs, lanes);
}

// Rows of a weight's gradient that a thread takes, and the block's shape of threads.
#define WEIGHT_ROWS 4
#define WEIGHT_COLUMNS 64
#define WEIGHT_THREADS 256

// What a thread of squeeze_excite_gradient_weights reads: rows `first` and following on the left, one column on the
// right.
struct WeightOperands {
    const float* left;
    const float* right;
    int rows;
    int columns;
    int first;
    int column;
    bool rectify;
};

// Adds the products of IMAGES images in order; all are read before the first is added.
template <int IMAGES>
LM_DEVICE void add_images(const WeightOperands& operands, int image, float* sums) {
    float gradients[IMAGES];
    float values[IMAGES][WEIGHT_ROWS];
    for (int n = 0; n < IMAGES; n++) {
        gradients[n] = operands.right[(image + n) * operands.columns + operands.column];
        for (int i = 0; i < WEIGHT_ROWS; i++) {
            int row = operands.first + i;
            values[n][i] = row < operands.rows ? operands.left[(image + n) * operands.rows + row] : 1.0f;
        }
    }
    for (int n = 0; n < IMAGES; n++) {
        for (int i = 0; i < WEIGHT_ROWS; i++) {
            float value = operands.rectify ? activate(ACTIVATION_RELU, values[n][i]) : values[n][i];
            sums[i] = fmaf(value, gradients[n], sums[i]);
        }
    }
}

// weight[r, j] = Σ over images of left[image, r] · right[image, j], and bias[j] = Σ right[image, j]: the row behind the
// last, with 1 on the left. Negative elements of `left` count as 0 where `rectify` is not 0. Either may be null.
LM_KERNEL(squeeze_excite_gradient_weights, WEIGHT_THREADS,
          (const float* __restrict__ left, const float* __restrict__ right, float* __restrict__ weight,
           float* __restrict__ bias, int images, int rows, int columns, int rectify)) {
    int thread = static_cast<int>(threadIdx.x);
    int column = static_cast<int>(blockIdx.x) * WEIGHT_COLUMNS + thread % WEIGHT_COLUMNS;
    int row_group = static_cast<int>(blockIdx.y) * (WEIGHT_THREADS / WEIGHT_COLUMNS) + thread / WEIGHT_COLUMNS;
    int first = row_group * WEIGHT_ROWS;
    if (column >= columns) {
        return;
    }
    WeightOperands operands = {left, right, rows, columns, first, column, rectify != 0};
    float sums[WEIGHT_ROWS] = {};
    int image = 0;
    for (; image + 4 <= images; image += 4) {
        add_images<4>(operands, image, sums);
    }
    for (; image < images; image++) {
        add_images<1>(operands, image, sums);
    }
    for (int i = 0; i < WEIGHT_ROWS; i++) {
        int row = first + i;
        if (row < rows && weight != nullptr) {
            weight[row * columns + column] = sums[i];
        } else if (row == rows && bias != nullptr) {
            bias[column] = sums[i];
        }
    }
}
