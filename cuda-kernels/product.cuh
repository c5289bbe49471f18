// The tiled matrix product that pointwise and dense convolution, linear layers and their gradients are made of:
// c [rows,columns] = Σ over the depth of a [rows,depth] · b [depth,columns], in float32.
//
// - A block makes one tile of c. Step by step it brings DEPTH columns of a and rows of b into shared memory, both
//   stored depth first, and every thread adds their products to its own ROWS_PER_THREAD x COLUMNS_PER_THREAD sums: with
//   8 x 8, four 16-byte reads of shared memory feed 64 multiply-adds.
// - Shared memory is doubled: while a step is computed the next one travels from global memory through registers into
//   the other half, and a step costs one barrier. Plain loads do this on every device, cp.async only from sm_80 on.
// - Where a and b come from is a template parameter, the source: a matrix, or the patches of an image, which are formed
//   on the way and never stored. A source says which of its two directions lies contiguous in memory.
// - Sources that are contiguous along the depth are transposed on their way into shared memory. A warp then reads 16
//   rows by 8 depths, which are whole 32-byte sectors, and writes without bank conflicts, because 4 rows of a shared
//   tile are 16 banks apart.
// - The depth may be cut into slabs, one per block in z, for results too small to fill a device; each slab's sums go to
//   a workspace of their own, which slabs.cu adds up.
//
// A sum runs through its slab in order, in one thread: results repeat bit for bit and depend on the shape alone.
#pragma once

#include "activation.cuh"
#include "vector.cuh"

template <int ROWS_, int COLUMNS_, int DEPTH_, int ROWS_PER_THREAD_, int COLUMNS_PER_THREAD_, int BLOCKS_>
struct Tile {
    static constexpr int BLOCKS = BLOCKS_;  // resident on a multiprocessor
    static constexpr int ROWS = ROWS_;
    static constexpr int COLUMNS = COLUMNS_;
    static constexpr int DEPTH = DEPTH_;
    static constexpr int ROWS_PER_THREAD = ROWS_PER_THREAD_;
    static constexpr int COLUMNS_PER_THREAD = COLUMNS_PER_THREAD_;
    static constexpr int THREADS_ACROSS = COLUMNS / COLUMNS_PER_THREAD;
    static constexpr int THREADS = ROWS / ROWS_PER_THREAD * THREADS_ACROSS;
};

// The tiles that the host chooses from; ProductTile in Java holds the same figures.
using WideTile = Tile<128, 64, 16, 8, 8, 3>;   // large results
using NarrowTile = Tile<64, 32, 16, 8, 4, 8>;  // about 32 columns, or too few blocks of the former
using SlimTile = Tile<128, 16, 16, 8, 4, 6>;   // up to 16 columns
using SmallTile = Tile<32, 32, 32, 4, 4, 8>;   // few rows: more blocks, and deep steps because each waits for memory

// The extents of a product and the part of the depth that a block adds up.
struct Extents {
    int rows;
    int columns;
    int depth;
};

// A matrix whose rows are `step` elements apart, with the depth along its rows: a of a plain product, or the transpose
// of a weight as b.
struct DepthwardMatrix {
    static constexpr bool CONTIGUOUS_DEPTH = true;
    using Line = int;
    using Level = int;
    const float* data;
    int step;
    int vectors;  // whether `step` and the depth are multiples of 4
};

LM_DEVICE int line_of(const DepthwardMatrix& matrix, int line) { return line * matrix.step; }

LM_DEVICE int level_of(const DepthwardMatrix&, int level) { return level; }

LM_DEVICE void next_level(const DepthwardMatrix&, int& level) { level++; }

LM_DEVICE float read(const DepthwardMatrix& matrix, int line, int level) { return matrix.data[line + level]; }

LM_DEVICE float4 read4(const DepthwardMatrix& matrix, int line, int level) { return load4(matrix.data + line + level); }

// A matrix with the depth across its rows: b of a plain product, or the transpose of a.
struct CrosswiseMatrix {
    static constexpr bool CONTIGUOUS_DEPTH = false;
    using Line = int;
    using Level = int;
    const float* data;
    int step;
    int vectors;  // whether `step` and the other extent are multiples of 4
};

LM_DEVICE int line_of(const CrosswiseMatrix&, int line) { return line; }

LM_DEVICE void next_line(const CrosswiseMatrix&, int& line) { line++; }

LM_DEVICE int level_of(const CrosswiseMatrix& matrix, int level) { return level * matrix.step; }

LM_DEVICE float read(const CrosswiseMatrix& matrix, int line, int level) { return matrix.data[line + level]; }

LM_DEVICE float4 read4(const CrosswiseMatrix& matrix, int line, int level) { return load4(matrix.data + line + level); }

LM_DEVICE float& part(float4& v, int i) { return i == 0 ? v.x : i == 1 ? v.y : i == 2 ? v.z : v.w; }

// Brings LINES lines (rows of a, columns of b) by T::DEPTH levels of a source into shared memory: `fetch` from global
// memory into registers, `put` on into shared memory. Sources whose depth is contiguous.
template <typename T, int LINES, typename Source, bool CONTIGUOUS_DEPTH>
struct Feed {
    static constexpr int PAIRS = T::THREADS / 2;  // two threads read neighbouring 16 bytes
    static constexpr int LINE_THREADS = PAIRS < LINES ? PAIRS : LINES;
    static constexpr int LINE_STEPS = LINES / LINE_THREADS;
    static constexpr int DEPTH_THREADS = PAIRS / LINE_THREADS;
    static constexpr int DEPTH_STEPS = T::DEPTH / 8 / DEPTH_THREADS;
    static constexpr int STRIDE = LINES + 4;
    static_assert(DEPTH_STEPS * DEPTH_THREADS * 8 == T::DEPTH, "every level once");
    static_assert(LINE_STEPS * LINE_THREADS == LINES, "every line once");

    typename Source::Line lines[LINE_STEPS];
    float4 held[LINE_STEPS][DEPTH_STEPS];
};

template <typename T, int LINES, typename Source>
LM_DEVICE int first_line(const Feed<T, LINES, Source, true>&) {
    return static_cast<int>(threadIdx.x) / 2 % Feed<T, LINES, Source, true>::LINE_THREADS;
}

template <typename T, int LINES, typename Source>
LM_DEVICE int first_level(const Feed<T, LINES, Source, true>&) {
    int thread = static_cast<int>(threadIdx.x);
    return thread / 2 / Feed<T, LINES, Source, true>::LINE_THREADS * 8 + thread % 2 * 4;
}

template <typename T, int LINES, typename Source>
LM_DEVICE void start(Feed<T, LINES, Source, true>& feed, const Source& source, int line) {
    using F = Feed<T, LINES, Source, true>;
#pragma unroll
    for (int i = 0; i < F::LINE_STEPS; i++) {
        feed.lines[i] = line_of(source, line + first_line(feed) + i * F::LINE_THREADS);
    }
}

template <typename T, int LINES, typename Source>
LM_DEVICE void fetch(
    Feed<T, LINES, Source, true>& feed, const Source& source, int line, int lines, int level, int levels) {
    using F = Feed<T, LINES, Source, true>;
#pragma unroll
    for (int j = 0; j < F::DEPTH_STEPS; j++) {
        int from = level + first_level(feed) + j * F::DEPTH_THREADS * 8;
#pragma unroll
        for (int i = 0; i < F::LINE_STEPS; i++) {
            feed.held[i][j] = make_float4(0.0f, 0.0f, 0.0f, 0.0f);
        }
        typename Source::Level place = level_of(source, from);
        if (source.vectors) {
#pragma unroll
            for (int i = 0; i < F::LINE_STEPS; i++) {
                if (from < levels && line + first_line(feed) + i * F::LINE_THREADS < lines) {
                    feed.held[i][j] = read4(source, feed.lines[i], place);
                }
            }
        } else {
#pragma unroll
            for (int e = 0; e < 4; e++) {
#pragma unroll
                for (int i = 0; i < F::LINE_STEPS; i++) {
                    if (from + e < levels && line + first_line(feed) + i * F::LINE_THREADS < lines) {
                        part(feed.held[i][j], e) = read(source, feed.lines[i], place);
                    }
                }
                next_level(source, place);
            }
        }
    }
}

template <typename T, int LINES, typename Source>
LM_DEVICE void put(Feed<T, LINES, Source, true>& feed, float* shared) {
    using F = Feed<T, LINES, Source, true>;
#pragma unroll
    for (int j = 0; j < F::DEPTH_STEPS; j++) {
#pragma unroll
        for (int i = 0; i < F::LINE_STEPS; i++) {
            float* to = shared + (first_level(feed) + j * F::DEPTH_THREADS * 8) * F::STRIDE + first_line(feed) +
                        i * F::LINE_THREADS;
#pragma unroll
            for (int e = 0; e < 4; e++) {
                to[e * F::STRIDE] = part(feed.held[i][j], e);
            }
        }
    }
}

// The same for sources whose lines are contiguous: every thread keeps to four lines.
template <typename T, int LINES, typename Source>
struct Feed<T, LINES, Source, false> {
    static constexpr int LINE_THREADS = LINES / 4;
    static constexpr int DEPTH_THREADS = T::THREADS / LINE_THREADS;
    static constexpr int DEPTH_STEPS = T::DEPTH / DEPTH_THREADS;
    static constexpr int STRIDE = LINES + 4;
    static_assert(DEPTH_STEPS * DEPTH_THREADS == T::DEPTH, "every element once");

    typename Source::Line line;
    float4 held[DEPTH_STEPS];
};

template <typename T, int LINES, typename Source>
LM_DEVICE int first_line(const Feed<T, LINES, Source, false>&) {
    return static_cast<int>(threadIdx.x) % Feed<T, LINES, Source, false>::LINE_THREADS * 4;
}

template <typename T, int LINES, typename Source>
LM_DEVICE int first_level(const Feed<T, LINES, Source, false>&) {
    return static_cast<int>(threadIdx.x) / Feed<T, LINES, Source, false>::LINE_THREADS;
}

template <typename T, int LINES, typename Source>
LM_DEVICE void start(Feed<T, LINES, Source, false>& feed, const Source& source, int line) {
    feed.line = line_of(source, line + first_line(feed));
}

template <typename T, int LINES, typename Source>
LM_DEVICE void fetch(
    Feed<T, LINES, Source, false>& feed, const Source& source, int line, int lines, int level, int levels) {
    using F = Feed<T, LINES, Source, false>;
#pragma unroll
    for (int j = 0; j < F::DEPTH_STEPS; j++) {
        int from = level + first_level(feed) + j * F::DEPTH_THREADS;
        feed.held[j] = make_float4(0.0f, 0.0f, 0.0f, 0.0f);
        if (from < levels) {
            typename Source::Level place = level_of(source, from);
            int own = line + first_line(feed);
            if (source.vectors) {
                if (own < lines) {
                    feed.held[j] = read4(source, feed.line, place);
                }
            } else {
                typename Source::Line next = feed.line;
#pragma unroll
                for (int e = 0; e < 4; e++) {
                    if (own + e < lines) {
                        part(feed.held[j], e) = read(source, next, place);
                    }
                    next_line(source, next);
                }
            }
        }
    }
}

template <typename T, int LINES, typename Source>
LM_DEVICE void put(Feed<T, LINES, Source, false>& feed, float* shared) {
    using F = Feed<T, LINES, Source, false>;
#pragma unroll
    for (int j = 0; j < F::DEPTH_STEPS; j++) {
        store4(shared + (first_level(feed) + j * F::DEPTH_THREADS) * F::STRIDE + first_line(feed), feed.held[j]);
    }
}

// COUNT values of a shared row for one thread: its groups of four lie LINES / (COUNT / 4) apart, so that the threads of
// a warp read neighbouring groups.
template <int COUNT, int LINES>
LM_DEVICE void read_fragment(float* fragment, const float* row, int thread) {
#pragma unroll
    for (int g = 0; g < COUNT / 4; g++) {
        float4 v = load4(row + g * (LINES / (COUNT / 4)) + thread * 4);
        fragment[4 * g] = v.x;
        fragment[4 * g + 1] = v.y;
        fragment[4 * g + 2] = v.z;
        fragment[4 * g + 3] = v.w;
    }
}

// Which line of the tile the value i of a fragment belongs to.
template <int COUNT, int LINES>
LM_DEVICE int fragment_line(int i, int thread) {
    return i / 4 * (LINES / (COUNT / 4)) + thread * 4 + i % 4;
}

template <typename T>
struct Sums {
    float at[T::ROWS_PER_THREAD][T::COLUMNS_PER_THREAD];
};

template <typename T>
LM_DEVICE void add_products(Sums<T>& sums, const float* a, const float* b) {
    int across = static_cast<int>(threadIdx.x) % T::THREADS_ACROSS;
    int down = static_cast<int>(threadIdx.x) / T::THREADS_ACROSS;
#pragma unroll 8
    for (int level = 0; level < T::DEPTH; level++) {
        float left[T::ROWS_PER_THREAD];
        float right[T::COLUMNS_PER_THREAD];
        read_fragment<T::ROWS_PER_THREAD, T::ROWS>(left, a + level * (T::ROWS + 4), down);
        read_fragment<T::COLUMNS_PER_THREAD, T::COLUMNS>(right, b + level * (T::COLUMNS + 4), across);
#pragma unroll
        for (int i = 0; i < T::ROWS_PER_THREAD; i++) {
#pragma unroll
            for (int j = 0; j < T::COLUMNS_PER_THREAD; j++) {
                sums.at[i][j] += left[i] * right[j];
            }
        }
    }
}

// The sums of this block's tile over levels [level, levels).
template <typename T, typename A, typename B>
LM_DEVICE void multiply(
    Sums<T>& sums, const A& a, const B& b, const Extents& extents, int row, int column, int level, int levels) {
    constexpr int HALF_A = T::DEPTH * (T::ROWS + 4);
    constexpr int HALF_B = T::DEPTH * (T::COLUMNS + 4);
    LM_SHARED(float, shared_a, 2 * HALF_A);
    LM_SHARED(float, shared_b, 2 * HALF_B);
    Feed<T, T::ROWS, A, A::CONTIGUOUS_DEPTH> feed_a;
    Feed<T, T::COLUMNS, B, B::CONTIGUOUS_DEPTH> feed_b;
    start(feed_a, a, row);
    start(feed_b, b, column);
    fetch(feed_a, a, row, extents.rows, level, levels);
    fetch(feed_b, b, column, extents.columns, level, levels);
    put(feed_a, shared_a);
    put(feed_b, shared_b);
    __syncthreads();
    int half = 0;
    for (; level < levels; level += T::DEPTH) {
        bool more = level + T::DEPTH < levels;
        if (more) {
            fetch(feed_a, a, row, extents.rows, level + T::DEPTH, levels);
            fetch(feed_b, b, column, extents.columns, level + T::DEPTH, levels);
        }
        add_products(sums, shared_a + half * HALF_A, shared_b + half * HALF_B);
        half = 1 - half;
        if (more) {
            put(feed_a, shared_a + half * HALF_A);
            put(feed_b, shared_b + half * HALF_B);
            __syncthreads();
        }
    }
}

// What happens to a finished sum: y = activation(sum + bias) + residual, bias and residual null where there is none.
struct Epilogue {
    const float* bias;
    const float* residual;
    int activation;
};

// One row's COUNT = 4 neighbouring results at y + at.
LM_DEVICE void store_results(float* y, int at, int column, int columns, const float* results, const float* residual) {
    if (columns % 4 == 0) {
        if (column < columns) {
            float4 v = make_float4(results[0], results[1], results[2], results[3]);
            if (residual != nullptr) {
                float4 r = load4(residual + at);
                v = make_float4(v.x + r.x, v.y + r.y, v.z + r.z, v.w + r.w);
            }
            store4(y + at, v);
        }
        return;
    }
#pragma unroll
    for (int e = 0; e < 4; e++) {
        if (column + e < columns) {
            y[at + e] = results[e] + (residual != nullptr ? residual[at + e] : 0.0f);
        }
    }
}

template <typename T>
LM_DEVICE void apply_bias_and_activation(Sums<T>& sums, const Epilogue& epilogue, int column, int columns, int across) {
    if (epilogue.bias != nullptr) {
#pragma unroll
        for (int j = 0; j < T::COLUMNS_PER_THREAD; j++) {
            int own = column + fragment_line<T::COLUMNS_PER_THREAD, T::COLUMNS>(j, across);
            float bias = own < columns ? epilogue.bias[own] : 0.0f;
#pragma unroll
            for (int i = 0; i < T::ROWS_PER_THREAD; i++) {
                sums.at[i][j] += bias;
            }
        }
    }
    with_activation(epilogue.activation, [&](auto chosen) {
#pragma unroll
        for (int i = 0; i < T::ROWS_PER_THREAD; i++) {
#pragma unroll
            for (int j = 0; j < T::COLUMNS_PER_THREAD; j++) {
                sums.at[i][j] = activate(decltype(chosen)::value, sums.at[i][j]);
            }
        }
    });
}

// The whole kernel: this block's tile, its slab of the depth, and its results. Blocks in x are the tiles, those of one
// row of tiles one after the other, so that they find their rows of a in the second-level cache; blocks in z are the
// slabs of `slab_depth` levels. With one slab the results go to y, with more the plain sums go to y + slab · rows ·
// columns.
template <typename T, typename A, typename B>
LM_DEVICE void product(
    const A& a, const B& b, const Extents& extents, int slab_depth, const Epilogue& epilogue, float* __restrict__ y) {
    int tiles_across = (extents.columns + T::COLUMNS - 1) / T::COLUMNS;
    int tile = static_cast<int>(blockIdx.x);
    int row = tile / tiles_across * T::ROWS;
    int column = tile % tiles_across * T::COLUMNS;
    int slab = static_cast<int>(blockIdx.z);
    Sums<T> sums;
#pragma unroll
    for (int i = 0; i < T::ROWS_PER_THREAD; i++) {
#pragma unroll
        for (int j = 0; j < T::COLUMNS_PER_THREAD; j++) {
            sums.at[i][j] = 0.0f;
        }
    }
    multiply(sums, a, b, extents, row, column, slab * slab_depth, min((slab + 1) * slab_depth, extents.depth));
    int across = static_cast<int>(threadIdx.x) % T::THREADS_ACROSS;
    int down = static_cast<int>(threadIdx.x) / T::THREADS_ACROSS;
    if (gridDim.z == 1) {
        apply_bias_and_activation(sums, epilogue, column, extents.columns, across);
    } else {
        y += static_cast<long long>(slab) * extents.rows * extents.columns;
    }
#pragma unroll
    for (int i = 0; i < T::ROWS_PER_THREAD; i++) {
        int own_row = row + fragment_line<T::ROWS_PER_THREAD, T::ROWS>(i, down);
        if (own_row < extents.rows) {
#pragma unroll
            for (int g = 0; g < T::COLUMNS_PER_THREAD / 4; g++) {
                int own = column + fragment_line<T::COLUMNS_PER_THREAD, T::COLUMNS>(4 * g, across);
                store_results(y, own_row * extents.columns + own, own, extents.columns, sums.at[i] + 4 * g,
                              gridDim.z == 1 ? epilogue.residual : nullptr);
            }
        }
    }
}
