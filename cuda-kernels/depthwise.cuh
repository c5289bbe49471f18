// What the depthwise kernels share: the filters of a thread's channels in registers, rows of neighbouring pixels, and
// which part of an image a thread works on.
#pragma once

#include "pack.cuh"

// The k·k filter taps of WIDTH channels.
template <int KERNEL, int WIDTH>
struct Taps {
    Pack<WIDTH> at[KERNEL][KERNEL];
};

// Reads the taps from weight [k,k,c], where `weight` points to the thread's first channel; turned by 180 degrees if
// `rotated`.
template <int KERNEL, int WIDTH>
LM_DEVICE void load_taps(Taps<KERNEL, WIDTH>& taps, const float* weight, int channels, bool rotated) {
    int step = rotated ? -channels : channels;
    const float* p = weight + (rotated ? (KERNEL * KERNEL - 1) * channels : 0);
#pragma unroll
    for (int t = 0; t < KERNEL * KERNEL; t++) {
        read_pack(p + t * step, taps.at[t / KERNEL][t % KERNEL]);
    }
}

// One image [height,width,channels]; `data` points to a thread's first channel of pixel (0, 0).
struct Picture {
    const float* data;
    int height;
    int width;
    int channels;
};

// PIXELS neighbouring pixels of one row.
template <int PIXELS, int WIDTH>
struct PixelRow {
    Pack<WIDTH> at[PIXELS];
};

template <int PIXELS, int WIDTH>
LM_DEVICE void clear(PixelRow<PIXELS, WIDTH>& row) {
#pragma unroll
    for (int i = 0; i < PIXELS; i++) {
        row.at[i] = filled_pack<WIDTH>(0.0f);
    }
}

// Reads row y from column x on, both of which may lie outside of the picture. What lies outside is 0: of columns
// because the row's registers there are cleared before the first call and never written again, so each thread must keep
// to one x.
template <int PIXELS, int WIDTH>
LM_DEVICE void load_row(PixelRow<PIXELS, WIDTH>& row, const Picture& picture, int y, int x) {
    if (y < 0 || y >= picture.height) {
        clear(row);
        return;
    }
    const float* p = picture.data + (y * picture.width + x) * picture.channels;
#pragma unroll
    for (int i = 0; i < PIXELS; i++) {
        if (x + i >= 0 && x + i < picture.width) {
            read_pack(p + i * picture.channels, row.at[i]);
        }
    }
}

// How the strips of a call are dealt to threads. A strip is WIDTH channels of some neighbouring columns, over a tile of
// rows of one image.
struct Strips {
    int chunk;    // neighbouring channel groups of WIDTH that go to neighbouring threads; a divisor of all groups
    int groups;   // channels / WIDTH
    int columns;  // strips side by side
    int tiles;    // tiles of rows
};

// One thread's strip, by the index of its column strip, tile, image and first channel.
struct Strip {
    int column;
    int tile;
    int image;
    int channel;
};

// Within a chunk channels change fastest from thread to thread, then columns: the threads of a warp move whole sectors
// whatever the number of channels, and those of a block find each other's halo columns in the first-level cache.
LM_DEVICE Strip strip_of(int index, const Strips& strips, int width) {
    Strip strip;
    int lane = index % strips.chunk;
    index /= strips.chunk;
    strip.column = index % strips.columns;
    index /= strips.columns;
    strip.tile = index % strips.tiles;
    index /= strips.tiles;
    int chunks = strips.groups / strips.chunk;
    strip.channel = (index % chunks * strips.chunk + lane) * width;
    strip.image = index / chunks;
    return strip;
}
