// Matrix products over pixels: pointwise convolution (kernel 1, stride 1) and, with a batch row in place of a pixel,
// linear layers. p is the number of pixels, n · h · w.
//
// pointwise_forward_*: y [p,co] = activation(x [p,ci] · weight [ci,co] + bias [co]) + residual [p,co]. 4 (p·ci + p·co +
//   ci·co) bytes and p·ci·co multiply-adds.
// pointwise_data_gradient_*: grad.x [p,ci] = grad.y [p,co] · weightᵀ. Bytes and operations as forward.
// pointwise_weight_gradient_*: grad.weight [ci,co] = xᵀ · grad.y. As forward; the depth is the pixels, which are cut
//   into slabs because the result alone would keep only few blocks busy.
//
// Up to about 100 channels these are bound by memory and above by arithmetic; product.cuh says how both are served. The
// tile is the host's choice by shape: _wide 128 x 64, _narrow 64 x 32, _slim 128 x 16, _small 32 x 32. With several
// slabs y receives the sums of each, and bias, activation and residual are left to slabs.cu.
#include "product.cuh"

#define LM_POINTWISE(tile, TileType)                                                                                   \
    LM_RESIDENT_KERNEL(pointwise_forward_##tile, TileType::THREADS, TileType::BLOCKS,                                  \
                       (const float* __restrict__ x, const float* __restrict__ weight, float* __restrict__ y,          \
                        int pixels, int inputs, int outputs, int slab_depth, const float* __restrict__ bias,           \
                        const float* __restrict__ residual, int activation)) {                                         \
        DepthwardMatrix a = {x, inputs, inputs % 4 == 0};                                                              \
        CrosswiseMatrix b = {weight, outputs, outputs % 4 == 0};                                                       \
        product<TileType>(a, b, {pixels, outputs, inputs}, slab_depth, {bias, residual, activation}, y);               \
    }                                                                                                                  \
    LM_RESIDENT_KERNEL(pointwise_data_gradient_##tile, TileType::THREADS, TileType::BLOCKS,                            \
                       (const float* __restrict__ grad_y, const float* __restrict__ weight,                            \
                        float* __restrict__ grad_x, int pixels, int inputs, int outputs, int slab_depth)) {            \
        DepthwardMatrix a = {grad_y, outputs, outputs % 4 == 0};                                                       \
        DepthwardMatrix b = {weight, outputs, outputs % 4 == 0};                                                       \
        product<TileType>(a, b, {pixels, inputs, outputs}, slab_depth, {nullptr, nullptr, ACTIVATION_IDENTITY},        \
                          grad_x);                                                                                     \
    }                                                                                                                  \
    LM_RESIDENT_KERNEL(pointwise_weight_gradient_##tile, TileType::THREADS, TileType::BLOCKS,                          \
                       (const float* __restrict__ x, const float* __restrict__ grad_y,                                 \
                        float* __restrict__ grad_weight, int pixels, int inputs, int outputs, int slab_depth)) {       \
        CrosswiseMatrix a = {x, inputs, inputs % 4 == 0};                                                              \
        CrosswiseMatrix b = {grad_y, outputs, outputs % 4 == 0};                                                       \
        product<TileType>(a, b, {inputs, outputs, pixels}, slab_depth, {nullptr, nullptr, ACTIVATION_IDENTITY},        \
                          grad_weight);                                                                                \
    }

LM_POINTWISE(wide, WideTile)
LM_POINTWISE(narrow, NarrowTile)
LM_POINTWISE(slim, SlimTile)
LM_POINTWISE(small, SmallTile)
