// How the threads of a block lie over rows of channels, [rows, channels] with the channels innermost: `lanes` threads
// side by side, WIDTH channels each, and as many rows as the block has room for. So a warp's requests are adjacent
// whatever the number of channels, and a thread keeps to its channels. ChannelTiles.java chooses `lanes`.
#pragma once

#include "reduce.cuh"
#include "pack.cuh"

template <int WIDTH>
struct ChannelTile {
    int lanes;
    int row;      // of this thread within the tile
    int rows;     // of the tile
    int channel;  // first of this thread
    bool active;  // whether there are such channels
};

// Tiles side by side are numbered by blockIdx.y.
template <int WIDTH>
LM_DEVICE ChannelTile<WIDTH> channel_tile(int lanes, int channels) {
    ChannelTile<WIDTH> tile;
    int thread = static_cast<int>(threadIdx.x);
    tile.lanes = lanes;
    tile.row = thread / lanes;
    tile.rows = static_cast<int>(blockDim.x) / lanes;
    tile.channel = (static_cast<int>(blockIdx.y) * lanes + thread % lanes) * WIDTH;
    tile.active = tile.channel < channels;
    return tile;
}

// A slab of rows: piece `index` of pieces of `slab_rows`, the last of which may be shorter.
struct Slab {
    int begin;
    int rows;
};

LM_DEVICE Slab slab_at(int index, int slab_rows, int rows) {
    Slab slab;
    slab.begin = index * slab_rows;
    slab.rows = min(slab_rows, rows - slab.begin);
    return slab;
}

// The sum over the slab's rows that fall to this thread of term(row). Sum has operator+. Four rows are read together,
// so that their requests are under way together.
template <typename Sum, int WIDTH, typename Term>
LM_DEVICE Sum sum_rows(const ChannelTile<WIDTH>& tile, const Slab& slab, const Sum& zero, Term term) {
    Sum sum = zero;
    if (tile.active) {
        int row = slab.begin + tile.row;
        int left = slab.rows - tile.row;
        for (; left > 3 * tile.rows; left -= 4 * tile.rows, row += 4 * tile.rows) {
            Sum first = term(row) + term(row + tile.rows);
            Sum second = term(row + 2 * tile.rows) + term(row + 3 * tile.rows);
            sum = sum + (first + second);
        }
        for (; left > 0; left -= tile.rows, row += tile.rows) {
            sum = sum + term(row);
        }
    }
    return sum;
}

// The rows that a thread works on: `first`, and every `step` rows behind it, of `rows`.
struct RowSteps {
    int first;
    int step;
    int rows;
};

// The thread's rows where blocks take turns over all rows.
template <int WIDTH>
LM_DEVICE RowSteps all_rows(const ChannelTile<WIDTH>& tile, int rows) {
    return RowSteps{static_cast<int>(blockIdx.x) * tile.rows + tile.row, static_cast<int>(gridDim.x) * tile.rows, rows};
}

// Calls write(row, read(row)) for a thread's rows; four rows are read before the first is written, so that their
// requests are under way together.
template <typename Read, typename Write>
LM_DEVICE void map_rows(const RowSteps& steps, Read read, Write write) {
    constexpr int kTogether = 4;
    for (int left = steps.rows - steps.first; left > 0; left -= kTogether * steps.step) {
        int row = steps.rows - left;
        decltype(read(row)) values[kTogether] = {};
        for (int i = 0; i < kTogether; i++) {
            if (left > i * steps.step) {
                values[i] = read(row + i * steps.step);
            }
        }
        for (int i = 0; i < kTogether; i++) {
            if (left > i * steps.step) {
                write(row + i * steps.step, values[i]);
            }
        }
    }
}
