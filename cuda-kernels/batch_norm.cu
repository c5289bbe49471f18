// Batch normalisation in training with its activation, y = f(gamma · (x - mean) · invStd + beta), over the rows of
// x [rows, channels]; and its gradients.
//
// Forward, 12 bytes per element, bound by memory:
//   batch_norm_statistics: per slab of rows and channel the mean and the sum of squared distances from it, double
//     [slabs, channels] each. Never E[x²] - E[x]²: a thread takes its rows eight at a time, their mean, their distances
//     from it, and merges the eights by Chan's formula; then the threads of a block merge theirs.
//   batch_norm_finish: merges the slabs in double; mean, invStd and both running statistics [channels].
//   batch_norm_normalise: y.
// Backward, 20 bytes per element (8 without grad.x); the normalised value and the slope are worked out again:
//   batch_norm_gradient_sums: per slab and channel Σ g and Σ g · xn, float [slabs, channels] each.
//   batch_norm_gradient_finish: adds the slabs in double; grad.gamma and grad.beta if asked for, and both sums divided
//     by the rows for the next kernel [channels].
//   batch_norm_gradient_input: grad.x.
//
// Kernels that end in 4 handle four channels per thread and request, those in 1 any number of channels. The slabs are
// a function of the shape (ChannelTiles.java) and are added in a fixed order: deterministic. There are enough of them
// to fill a large device, and few enough that the finishing kernels read far less than x.
#include "normalise.cuh"

// Rows that a thread measures at a time.
#define MEASURED_ROWS 8

// Channels of the blocks that finish; few, so that many threads share the slabs of a channel.
#define FINISH_CHANNELS 4
#define FINISH_THREADS 256

// Mean and sum of squared distances from it of `count` values per channel; + merges disjoint sets (Chan et al.). Means
// are double: rounded to float at every merge, they would stray by more than rounding them once.
template <int WIDTH>
struct Moments {
    double mean[WIDTH];
    float square[WIDTH];
    int count;
};

template <int WIDTH>
LM_DEVICE Moments<WIDTH> operator+(const Moments<WIDTH>& a, const Moments<WIDTH>& b) {
    if (a.count == 0) {
        return b;
    }
    if (b.count == 0) {
        return a;
    }
    Moments<WIDTH> both;
    both.count = a.count + b.count;
    float share = static_cast<float>(b.count) / static_cast<float>(both.count);
    float weight = static_cast<float>(a.count) * share;
    for (int k = 0; k < WIDTH; k++) {
        double distance = b.mean[k] - a.mean[k];
        float rounded = static_cast<float>(distance);
        both.mean[k] = a.mean[k] + distance * share;
        both.square[k] = fmaf(rounded * rounded, weight, a.square[k] + b.square[k]);
    }
    return both;
}

// The first `count` of the rows; the others are 0. The corrected two-pass algorithm (Chan, Golub and LeVeque): what
// rounding took from the rough mean shows in the sum of distances from it.
template <int WIDTH>
LM_DEVICE Moments<WIDTH> measure(const Pack<WIDTH> (&rows)[MEASURED_ROWS], int count) {
    Moments<WIDTH> moments;
    moments.count = count;
    float part = 1.0f / static_cast<float>(count);
    for (int k = 0; k < WIDTH; k++) {
        float sum = 0.0f;
        for (int i = 0; i < MEASURED_ROWS; i++) {
            sum += rows[i].at[k];
        }
        float rough = sum * part;
        float rest = 0.0f;
        float square = 0.0f;
        for (int i = 0; i < MEASURED_ROWS; i++) {
            float distance = i < count ? rows[i].at[k] - rough : 0.0f;
            rest += distance;
            square = fmaf(distance, distance, square);
        }
        float shift = rest * part;
        moments.mean[k] = static_cast<double>(rough) + static_cast<double>(shift);
        moments.square[k] = fmaf(-rest, shift, square);
    }
    return moments;
}

template <int WIDTH>
LM_DEVICE void statistics(Moments<WIDTH>* shared, const float* __restrict__ x, double* __restrict__ means,
                          double* __restrict__ squares, int rows, int channels, int slab_rows, int lanes) {
    ChannelTile<WIDTH> tile = channel_tile<WIDTH>(lanes, channels);
    int index = static_cast<int>(blockIdx.x);
    Slab slab = slab_at(index, slab_rows, rows);
    Moments<WIDTH> moments = {};
    for (int begin = tile.row; tile.active && begin < slab.rows; begin += MEASURED_ROWS * tile.rows) {
        Pack<WIDTH> measured[MEASURED_ROWS];
        int count = 0;
        for (int i = 0; i < MEASURED_ROWS; i++) {
            int row = begin + i * tile.rows;
            measured[i] = filled_pack<WIDTH>(0.0f);
            if (row < slab.rows) {
                measured[i] = load_pack<WIDTH>(x + (slab.begin + row) * channels + tile.channel);
                count++;
            }
        }
        moments = moments + measure(measured, count);
    }
    add_columns(shared, moments, lanes);
    if (tile.active && tile.row == 0) {
        moments = shared[threadIdx.x];
        int at = index * channels + tile.channel;
        for (int k = 0; k < WIDTH; k++) {
            means[at + k] = moments.mean[k];
            squares[at + k] = static_cast<double>(moments.square[k]);
        }
    }
}

LM_KERNEL(batch_norm_statistics4, 256,
          (const float* __restrict__ x, double* __restrict__ means, double* __restrict__ squares, int rows,
           int channels, int slab_rows, int lanes)) {
    LM_SHARED(Moments<4>, shared, 256);
    statistics<4>(shared, x, means, squares, rows, channels, slab_rows, lanes);
}

LM_KERNEL(batch_norm_statistics1, 256,
          (const float* __restrict__ x, double* __restrict__ means, double* __restrict__ squares, int rows,
           int channels, int slab_rows, int lanes)) {
    LM_SHARED(Moments<1>, shared, 256);
    statistics<1>(shared, x, means, squares, rows, channels, slab_rows, lanes);
}

LM_KERNEL(batch_norm_finish, FINISH_THREADS,
          (const double* __restrict__ means, const double* __restrict__ squares, float* __restrict__ running_mean,
           float* __restrict__ running_var, float* __restrict__ mean, float* __restrict__ inv_std, int rows,
           int channels, int slab_rows, int slabs, float epsilon, float momentum)) {
    LM_SHARED(double, shared, FINISH_THREADS);
    ChannelTile<1> tile = channel_tile<1>(FINISH_CHANNELS, channels);
    int column = static_cast<int>(threadIdx.x) % FINISH_CHANNELS;
    Slab all_slabs = {0, slabs};
    double sum = sum_rows(tile, all_slabs, 0.0, [=](int slab) {
        return slab_at(slab, slab_rows, rows).rows * means[slab * channels + tile.channel];
    });
    add_columns(shared, sum, FINISH_CHANNELS);
    double whole_mean = shared[column] / rows;
    __syncthreads();
    double square = sum_rows(tile, all_slabs, 0.0, [=](int slab) {
        int at = slab * channels + tile.channel;
        double distance = means[at] - whole_mean;
        return squares[at] + slab_at(slab, slab_rows, rows).rows * distance * distance;
    });
    add_columns(shared, square, FINISH_CHANNELS);
    if (tile.active && tile.row == 0) {
        double variance = shared[column] / rows;
        double unbiased = shared[column] / max(1, rows - 1);
        int c = tile.channel;
        mean[c] = static_cast<float>(whole_mean);
        inv_std[c] = static_cast<float>(1.0 / sqrt(variance + epsilon));
        running_mean[c] = static_cast<float>(running_mean[c] + momentum * (whole_mean - running_mean[c]));
        running_var[c] = static_cast<float>(running_var[c] + momentum * (unbiased - running_var[c]));
    }
}

// gamma · invStd, with the rest of what a channel needs.
template <int WIDTH>
LM_DEVICE Affine<WIDTH> channel_affine(const float* gamma, const float* beta, const float* mean, const float* inv_std,
                                       int channel) {
    Affine<WIDTH> affine;
    affine.centre = load_pack<WIDTH>(mean + channel);
    affine.scale = load_pack<WIDTH>(gamma + channel);
    affine.shift = load_pack<WIDTH>(beta + channel);
    Pack<WIDTH> inverse = load_pack<WIDTH>(inv_std + channel);
    for (int k = 0; k < WIDTH; k++) {
        affine.scale.at[k] *= inverse.at[k];
    }
    return affine;
}

template <int WIDTH>
LM_DEVICE void normalise_batch(const float* __restrict__ x, const float* __restrict__ gamma,
                               const float* __restrict__ beta, const float* __restrict__ mean,
                               const float* __restrict__ inv_std, float* __restrict__ y, int rows, int channels,
                               int lanes, int activation) {
    ChannelTile<WIDTH> tile = channel_tile<WIDTH>(lanes, channels);
    if (tile.active) {
        Affine<WIDTH> affine = channel_affine<WIDTH>(gamma, beta, mean, inv_std, tile.channel);
        normalise(tile, affine, x, y, rows, channels, activation);
    }
}

LM_KERNEL(batch_norm_normalise4, 256,
          (const float* __restrict__ x, const float* __restrict__ gamma, const float* __restrict__ beta,
           const float* __restrict__ mean, const float* __restrict__ inv_std, float* __restrict__ y, int rows,
           int channels, int lanes, int activation)) {
    normalise_batch<4>(x, gamma, beta, mean, inv_std, y, rows, channels, lanes, activation);
}

LM_KERNEL(batch_norm_normalise1, 256,
          (const float* __restrict__ x, const float* __restrict__ gamma, const float* __restrict__ beta,
           const float* __restrict__ mean, const float* __restrict__ inv_std, float* __restrict__ y, int rows,
           int channels, int lanes, int activation)) {
    normalise_batch<1>(x, gamma, beta, mean, inv_std, y, rows, channels, lanes, activation);
}

// Σ g and Σ g · xn, g being the gradient in front of the activation and xn the normalised value.
template <int WIDTH>
struct GradientSums {
    Pack<WIDTH> plain;
    Pack<WIDTH> scaled;
};

template <int WIDTH>
LM_DEVICE GradientSums<WIDTH> operator+(const GradientSums<WIDTH>& a, const GradientSums<WIDTH>& b) {
    return GradientSums<WIDTH>{a.plain + b.plain, a.scaled + b.scaled};
}

// What the gradients of a channel need.
template <int WIDTH>
struct ChannelState {
    Pack<WIDTH> mean;
    Pack<WIDTH> inv_std;
    Pack<WIDTH> gamma;
    Pack<WIDTH> beta;
};

template <int WIDTH>
LM_DEVICE ChannelState<WIDTH> channel_state(const float* gamma, const float* beta, const float* mean,
                                            const float* inv_std, int channel) {
    return ChannelState<WIDTH>{load_pack<WIDTH>(mean + channel), load_pack<WIDTH>(inv_std + channel),
                               load_pack<WIDTH>(gamma + channel), load_pack<WIDTH>(beta + channel)};
}

// One row of x and grad.y.
template <int WIDTH>
struct RowPair {
    Pack<WIDTH> x;
    Pack<WIDTH> grad_y;
};

template <int WIDTH>
LM_DEVICE RowPair<WIDTH> load_pair(const float* x, const float* grad_y) {
    return RowPair<WIDTH>{load_pack<WIDTH>(x), load_pack<WIDTH>(grad_y)};
}

// x becomes xn, grad.y becomes g.
template <int ACTIVATION, int WIDTH>
LM_DEVICE RowPair<WIDTH> through_activation(const ChannelState<WIDTH>& state, RowPair<WIDTH> pair) {
    for (int k = 0; k < WIDTH; k++) {
        float normalised = (pair.x.at[k] - state.mean.at[k]) * state.inv_std.at[k];
        pair.grad_y.at[k] *= activation_derivative(ACTIVATION, fmaf(state.gamma.at[k], normalised, state.beta.at[k]));
        pair.x.at[k] = normalised;
    }
    return pair;
}

template <int WIDTH>
LM_DEVICE void gradient_sums(GradientSums<WIDTH>* shared, const float* __restrict__ x, const float* __restrict__ gamma,
                             const float* __restrict__ beta, const float* __restrict__ mean,
                             const float* __restrict__ inv_std, const float* __restrict__ grad_y,
                             float* __restrict__ plain, float* __restrict__ scaled, int rows, int channels,
                             int slab_rows, int lanes, int activation) {
    ChannelTile<WIDTH> tile = channel_tile<WIDTH>(lanes, channels);
    int index = static_cast<int>(blockIdx.x);
    Slab slab = slab_at(index, slab_rows, rows);
    GradientSums<WIDTH> sums = {filled_pack<WIDTH>(0.0f), filled_pack<WIDTH>(0.0f)};
    GradientSums<WIDTH> zero = sums;
    if (tile.active) {
        ChannelState<WIDTH> state = channel_state<WIDTH>(gamma, beta, mean, inv_std, tile.channel);
        with_activation(activation, [&](auto function) {
            sums = sum_rows(tile, slab, zero, [=](int row) {
                int at = row * channels + tile.channel;
                auto pair = through_activation<decltype(function)::value>(state, load_pair<WIDTH>(x + at, grad_y + at));
                for (int k = 0; k < WIDTH; k++) {
                    pair.x.at[k] *= pair.grad_y.at[k];
                }
                return GradientSums<WIDTH>{pair.grad_y, pair.x};
            });
        });
    }
    add_columns(shared, sums, lanes);
    if (tile.active && tile.row == 0) {
        sums = shared[threadIdx.x];
        store_pack(plain + index * channels + tile.channel, sums.plain);
        store_pack(scaled + index * channels + tile.channel, sums.scaled);
    }
}

LM_KERNEL(batch_norm_gradient_sums4, 256,
          (const float* __restrict__ x, const float* __restrict__ gamma, const float* __restrict__ beta,
           const float* __restrict__ mean, const float* __restrict__ inv_std, const float* __restrict__ grad_y,
           float* __restrict__ plain, float* __restrict__ scaled, int rows, int channels, int slab_rows, int lanes,
           int activation)) {
    LM_SHARED(GradientSums<4>, shared, 256);
    gradient_sums<4>(shared, x, gamma, beta, mean, inv_std, grad_y, plain, scaled, rows, channels, slab_rows, lanes,
                     activation);
}

LM_KERNEL(batch_norm_gradient_sums1, 256,
          (const float* __restrict__ x, const float* __restrict__ gamma, const float* __restrict__ beta,
           const float* __restrict__ mean, const float* __restrict__ inv_std, const float* __restrict__ grad_y,
           float* __restrict__ plain, float* __restrict__ scaled, int rows, int channels, int slab_rows, int lanes,
           int activation)) {
    LM_SHARED(GradientSums<1>, shared, 256);
    gradient_sums<1>(shared, x, gamma, beta, mean, inv_std, grad_y, plain, scaled, rows, channels, slab_rows, lanes,
                     activation);
}

LM_DEVICE double sum_slabs(const ChannelTile<1>& tile, const float* __restrict__ sums, int channels, int slabs) {
    return sum_rows(tile, Slab{0, slabs}, 0.0,
                    [=](int slab) { return static_cast<double>(sums[slab * channels + tile.channel]); });
}

// grad_gamma and grad_beta may be null.
LM_KERNEL(batch_norm_gradient_finish, FINISH_THREADS,
          (const float* __restrict__ plain, const float* __restrict__ scaled, float* __restrict__ grad_gamma,
           float* __restrict__ grad_beta, float* __restrict__ plain_mean, float* __restrict__ scaled_mean, int rows,
           int channels, int slabs)) {
    LM_SHARED(double, shared, FINISH_THREADS);
    ChannelTile<1> tile = channel_tile<1>(FINISH_CHANNELS, channels);
    int column = static_cast<int>(threadIdx.x) % FINISH_CHANNELS;
    add_columns(shared, sum_slabs(tile, plain, channels, slabs), FINISH_CHANNELS);
    double plain_sum = shared[column];
    __syncthreads();
    add_columns(shared, sum_slabs(tile, scaled, channels, slabs), FINISH_CHANNELS);
    double scaled_sum = shared[column];
    if (tile.active && tile.row == 0) {
        int c = tile.channel;
        plain_mean[c] = static_cast<float>(plain_sum / rows);
        scaled_mean[c] = static_cast<float>(scaled_sum / rows);
        if (grad_beta != nullptr) {
            grad_beta[c] = static_cast<float>(plain_sum);
        }
        if (grad_gamma != nullptr) {
            grad_gamma[c] = static_cast<float>(scaled_sum);
        }
    }
}

// grad.x = gamma · invStd · (g - mean(g) - xn · mean(g · xn)).
template <int WIDTH>
LM_DEVICE void gradient_input(const float* __restrict__ x, const float* __restrict__ gamma,
                              const float* __restrict__ beta, const float* __restrict__ mean,
                              const float* __restrict__ inv_std, const float* __restrict__ grad_y,
                              const float* __restrict__ plain_mean, const float* __restrict__ scaled_mean,
                              float* __restrict__ grad_x, int rows, int channels, int lanes, int activation) {
    ChannelTile<WIDTH> tile = channel_tile<WIDTH>(lanes, channels);
    if (!tile.active) {
        return;
    }
    ChannelState<WIDTH> state = channel_state<WIDTH>(gamma, beta, mean, inv_std, tile.channel);
    Pack<WIDTH> plain = load_pack<WIDTH>(plain_mean + tile.channel);
    Pack<WIDTH> scaled = load_pack<WIDTH>(scaled_mean + tile.channel);
    RowSteps steps = all_rows(tile, rows);
    with_activation(activation, [=](auto function) {
        map_rows(
            steps,
            [=](int row) {
                int at = row * channels + tile.channel;
                return load_pair<WIDTH>(x + at, grad_y + at);
            },
            [=](int row, RowPair<WIDTH> pair) {
                pair = through_activation<decltype(function)::value>(state, pair);
                for (int k = 0; k < WIDTH; k++) {
                    float inner = pair.grad_y.at[k] - plain.at[k] - pair.x.at[k] * scaled.at[k];
                    pair.x.at[k] = state.gamma.at[k] * state.inv_std.at[k] * inner;
                }
                store_pack(grad_x + row * channels + tile.channel, pair.x);
            });
    });
}

LM_KERNEL(batch_norm_gradient_input4, 256,
          (const float* __restrict__ x, const float* __restrict__ gamma, const float* __restrict__ beta,
           const float* __restrict__ mean, const float* __restrict__ inv_std, const float* __restrict__ grad_y,
           const float* __restrict__ plain_mean, const float* __restrict__ scaled_mean, float* __restrict__ grad_x,
           int rows, int channels, int lanes, int activation)) {
    gradient_input<4>(x, gamma, beta, mean, inv_std, grad_y, plain_mean, scaled_mean, grad_x, rows, channels, lanes,
                      activation);
}

LM_KERNEL(batch_norm_gradient_input1, 256,
          (const float* __restrict__ x, const float* __restrict__ gamma, const float* __restrict__ beta,
           const float* __restrict__ mean, const float* __restrict__ inv_std, const float* __restrict__ grad_y,
           const float* __restrict__ plain_mean, const float* __restrict__ scaled_mean, float* __restrict__ grad_x,
           int rows, int channels, int lanes, int activation)) {
    gradient_input<1>(x, gamma, beta, mean, inv_std, grad_y, plain_mean, scaled_mean, grad_x, rows, channels, lanes,
                      activation);
}
