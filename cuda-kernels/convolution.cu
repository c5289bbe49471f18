// Dense convolution with any kernel up to 11, stride 1, 2 or 4, as matrix products over the patches of the input, which
// are formed on the way to shared memory and never stored: x [n,h,w,ci], weight [k,k,ci,co], y [n,h',w',co].
//
// convolution_forward_*: y = activation(x * weight + bias) + residual: rows are the n·h'·w' outputs, the depth is
//   k·k·ci. 4 (elements of x, y and weight) bytes, n·h'·w'·k²·ci·co multiply-adds. In the networks this is the stem, 3
//   channels in, where forming the patches costs about as much as multiplying them.
// convolution_data_gradient_*: grad.x from grad.y: rows are the n·h·w inputs, the depth is k·k·co, and what a stride of
//   2 left out is multiplied as 0: three quarters of the work, for a gradient that only a dense layer of stride 2 behind
//   the stem would need.
// convolution_weight_gradient_*: grad.weight: rows are k·k·ci, the depth is the n·h'·w' outputs, cut into slabs.
//
// The place of a pixel is worked out once per thread and line, that of a tap once per thread and step and moved on from
// there: their quotients cost more than the loads. product.cuh has the rest: tiles, slabs, determinism.
#include "product.cuh"

// The geometry of a call.
struct Geometry {
    int height;  // of the image that is read
    int width;
    int channels;
    int out_height;  // of the image whose pixels are the rows
    int out_width;
    int kernel;
    int stride;
    int padding;
};

// Where a window begins: its first element counted from `data`, and its first row and column, which may lie outside.
struct Corner {
    int offset;
    int y;
    int x;
};

// One element of a window: how far it lies behind the corner.
struct Tap {
    int offset;
    int y;
    int x;
    int channel;
};

// Quotients of unsigned numbers, which are cheaper than those of signed ones.
LM_DEVICE int divide(int& remainder, int value, int by) {
    unsigned quotient = static_cast<unsigned>(value) / static_cast<unsigned>(by);
    remainder = value - static_cast<int>(quotient) * by;
    return static_cast<int>(quotient);
}

LM_DEVICE Corner corner_of(const Geometry& geometry, int pixel) {
    int x;
    int y;
    int image = divide(y, divide(x, pixel, geometry.out_width), geometry.out_height);
    x = x * geometry.stride - geometry.padding;
    y = y * geometry.stride - geometry.padding;
    return {((image * geometry.height + y) * geometry.width + x) * geometry.channels, y, x};
}

LM_DEVICE Tap tap_of(const Geometry& geometry, int element) {
    int channel;
    int x;
    int y = divide(x, divide(channel, element, geometry.channels), geometry.kernel);
    return {(y * geometry.width + x) * geometry.channels + channel, y, x, channel};
}

// The element behind this one: the next channel, else column, else row.
LM_DEVICE void advance(const Geometry& geometry, Tap& tap) {
    tap.offset++;
    if (++tap.channel < geometry.channels) {
        return;
    }
    tap.channel = 0;
    if (++tap.x < geometry.kernel) {
        return;
    }
    tap.x = 0;
    tap.y++;
    tap.offset += (geometry.width - geometry.kernel) * geometry.channels;
}

LM_DEVICE bool is_inside(const Geometry& geometry, const Corner& corner, const Tap& tap) {
    int y = corner.y + tap.y;
    int x = corner.x + tap.x;
    return static_cast<unsigned>(y) < static_cast<unsigned>(geometry.height) &&
           static_cast<unsigned>(x) < static_cast<unsigned>(geometry.width);
}

// The patches as rows: a of the forward product.
struct Patches {
    static constexpr bool CONTIGUOUS_DEPTH = true;
    using Line = Corner;
    using Level = Tap;
    const float* data;
    Geometry geometry;
    int vectors;
};

LM_DEVICE Corner line_of(const Patches& patches, int pixel) { return corner_of(patches.geometry, pixel); }

LM_DEVICE Tap level_of(const Patches& patches, int element) { return tap_of(patches.geometry, element); }

LM_DEVICE void next_level(const Patches& patches, Tap& tap) { advance(patches.geometry, tap); }

LM_DEVICE float read(const Patches& patches, const Corner& corner, const Tap& tap) {
    return is_inside(patches.geometry, corner, tap) ? patches.data[corner.offset + tap.offset] : 0.0f;
}

LM_DEVICE float4 read4(const Patches& patches, const Corner& corner, const Tap& tap) {
    return is_inside(patches.geometry, corner, tap) ? load4(patches.data + corner.offset + tap.offset)
                                                    : make_float4(0.0f, 0.0f, 0.0f, 0.0f);
}

// The same patches with the pixels as the depth: a of the weight gradient.
struct PatchColumns {
    static constexpr bool CONTIGUOUS_DEPTH = false;
    using Line = Tap;
    using Level = Corner;
    const float* data;
    Geometry geometry;
    int vectors;
};

LM_DEVICE Tap line_of(const PatchColumns& patches, int element) { return tap_of(patches.geometry, element); }

LM_DEVICE void next_line(const PatchColumns& patches, Tap& tap) { advance(patches.geometry, tap); }

LM_DEVICE Corner level_of(const PatchColumns& patches, int pixel) { return corner_of(patches.geometry, pixel); }

LM_DEVICE float read(const PatchColumns& patches, const Tap& tap, const Corner& corner) {
    return is_inside(patches.geometry, corner, tap) ? patches.data[corner.offset + tap.offset] : 0.0f;
}

LM_DEVICE float4 read4(const PatchColumns& patches, const Tap& tap, const Corner& corner) {
    return is_inside(patches.geometry, corner, tap) ? load4(patches.data + corner.offset + tap.offset)
                                                    : make_float4(0.0f, 0.0f, 0.0f, 0.0f);
}

// The gradients that reach an input pixel through each tap, 0 where the tap met none of the outputs: a of the data
// gradient. The corner is the image's first gradient, and the pixel in the padded input.
struct ReachedGradients {
    static constexpr bool CONTIGUOUS_DEPTH = true;
    using Line = Corner;
    using Level = Tap;
    const float* data;
    Geometry geometry;  // of grad.y, which is read, and of x, whose pixels are the rows
    int vectors;
};

LM_DEVICE Corner line_of(const ReachedGradients& gradients, int pixel) {
    const Geometry& geometry = gradients.geometry;
    int x;
    int y;
    int image = divide(y, divide(x, pixel, geometry.out_width), geometry.out_height);
    return {image * geometry.height * geometry.width * geometry.channels, y + geometry.padding, x + geometry.padding};
}

LM_DEVICE Tap level_of(const ReachedGradients& gradients, int element) { return tap_of(gradients.geometry, element); }

LM_DEVICE void next_level(const ReachedGradients& gradients, Tap& tap) { advance(gradients.geometry, tap); }

// Where the gradient lies, or -1.
LM_DEVICE int reached(const Geometry& geometry, const Corner& corner, const Tap& tap) {
    int between = geometry.stride - 1;
    int shift = geometry.stride >> 1;  // strides are 1, 2 and 4
    int y = corner.y - tap.y;
    int x = corner.x - tap.x;
    bool met = ((y | x) & between) == 0 && static_cast<unsigned>(y >> shift) < static_cast<unsigned>(geometry.height) &&
               static_cast<unsigned>(x >> shift) < static_cast<unsigned>(geometry.width);
    int pixel = (y >> shift) * geometry.width + (x >> shift);
    return met ? corner.offset + pixel * geometry.channels + tap.channel : -1;
}

LM_DEVICE float read(const ReachedGradients& gradients, const Corner& corner, const Tap& tap) {
    int at = reached(gradients.geometry, corner, tap);
    return at >= 0 ? gradients.data[at] : 0.0f;
}

LM_DEVICE float4 read4(const ReachedGradients& gradients, const Corner& corner, const Tap& tap) {
    int at = reached(gradients.geometry, corner, tap);
    return at >= 0 ? load4(gradients.data + at) : make_float4(0.0f, 0.0f, 0.0f, 0.0f);
}

// The filters with input channels as columns and taps by output channels as the depth: b of the data gradient.
struct TurnedFilters {
    static constexpr bool CONTIGUOUS_DEPTH = true;
    struct Place {
        int offset;
        int output;
    };
    using Line = int;
    using Level = Place;
    const float* data;  // [k·k,inputs,outputs]
    int inputs;
    int outputs;
    int vectors;
};

LM_DEVICE int line_of(const TurnedFilters& filters, int input) { return input * filters.outputs; }

LM_DEVICE TurnedFilters::Place level_of(const TurnedFilters& filters, int element) {
    int output;
    int tap = divide(output, element, filters.outputs);
    return {tap * filters.inputs * filters.outputs + output, output};
}

LM_DEVICE void next_level(const TurnedFilters& filters, TurnedFilters::Place& place) {
    place.offset++;
    if (++place.output == filters.outputs) {
        place.output = 0;
        place.offset += (filters.inputs - 1) * filters.outputs;
    }
}

LM_DEVICE float read(const TurnedFilters& filters, int line, const TurnedFilters::Place& place) {
    return filters.data[line + place.offset];
}

LM_DEVICE float4 read4(const TurnedFilters& filters, int line, const TurnedFilters::Place& place) {
    return load4(filters.data + line + place.offset);
}

// In all three kernels that of the forward call: x [images,height,width,channels] and
// y [images,out_height,out_width,out_channels].
#define LM_GEOMETRY_ARGUMENTS                                                                                   \
    int images, int height, int width, int channels, int out_height, int out_width, int out_channels, int kernel, \
        int stride, int padding

#define LM_CONVOLUTION(tile, TileType)                                                                                 \
    LM_RESIDENT_KERNEL(convolution_forward_##tile, TileType::THREADS, TileType::BLOCKS,                                \
                       (const float* __restrict__ x, const float* __restrict__ weight, float* __restrict__ y,          \
                        LM_GEOMETRY_ARGUMENTS, int slab_depth, const float* __restrict__ bias,                         \
                        const float* __restrict__ residual, int activation)) {                                         \
        Geometry geometry = {height, width, channels, out_height, out_width, kernel, stride, padding};                 \
        Patches a = {x, geometry, channels % 4 == 0};                                                                  \
        CrosswiseMatrix b = {weight, out_channels, out_channels % 4 == 0};                                             \
        product<TileType>(a, b, {images * out_height * out_width, out_channels, kernel * kernel * channels},           \
                          slab_depth, {bias, residual, activation}, y);                                                \
    }                                                                                                                  \
    LM_RESIDENT_KERNEL(convolution_data_gradient_##tile, TileType::THREADS, TileType::BLOCKS,                          \
                       (const float* __restrict__ grad_y, const float* __restrict__ weight,                            \
                        float* __restrict__ grad_x, LM_GEOMETRY_ARGUMENTS, int slab_depth)) {                          \
        Geometry geometry = {out_height, out_width, out_channels, height, width, kernel, stride, padding};             \
        ReachedGradients a = {grad_y, geometry, out_channels % 4 == 0};                                                \
        TurnedFilters b = {weight, channels, out_channels, out_channels % 4 == 0};                                     \
        product<TileType>(a, b, {images * height * width, channels, kernel * kernel * out_channels}, slab_depth,       \
                          {nullptr, nullptr, ACTIVATION_IDENTITY}, grad_x);                                            \
    }                                                                                                                  \
    LM_RESIDENT_KERNEL(convolution_weight_gradient_##tile, TileType::THREADS, TileType::BLOCKS,                        \
                       (const float* __restrict__ x, const float* __restrict__ grad_y,                                 \
                        float* __restrict__ grad_weight, LM_GEOMETRY_ARGUMENTS, int slab_depth)) {                     \
        Geometry geometry = {height, width, channels, out_height, out_width, kernel, stride, padding};                 \
        PatchColumns a = {x, geometry, channels % 4 == 0};                                                             \
        CrosswiseMatrix b = {grad_y, out_channels, out_channels % 4 == 0};                                             \
        product<TileType>(a, b, {kernel * kernel * channels, out_channels, images * out_height * out_width},           \
                          slab_depth, {nullptr, nullptr, ACTIVATION_IDENTITY}, grad_weight);                           \
    }

LM_CONVOLUTION(wide, WideTile)
LM_CONVOLUTION(narrow, NarrowTile)
LM_CONVOLUTION(slim, SlimTile)
LM_CONVOLUTION(small, SmallTile)
