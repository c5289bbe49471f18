// The language of the kernels: how a kernel, its shared memory and its helpers are declared. On a device these are
// plain CUDA; in the stand-in driver, kernel_language.h gives the same names a meaning on the processor.
#pragma once

#if defined(LM_STAND_IN)
#include "kernel_language.h"
#define LM_RESIDENT_KERNEL(name, threads, blocks, arguments) LM_KERNEL(name, threads, arguments)
#else

// A kernel of this name, launched with at most `threads` threads per block:
//   LM_KERNEL(add_forward, 256, (const float* a, const float* b, float* y, int elements)) { … }
#define LM_KERNEL(name, threads, arguments) extern "C" __global__ void __launch_bounds__(threads) name arguments

// The same with at least `blocks` blocks resident on a multiprocessor, which bounds the registers. Without it the
// assembler may prefer one more block to the last few registers that a large kernel needs, and spill them.
#define LM_RESIDENT_KERNEL(name, threads, blocks, arguments) \
    extern "C" __global__ void __launch_bounds__(threads, blocks) name arguments

// An array in the block's shared memory.
#define LM_SHARED(type, name, count) __shared__ __align__(16) type name[count]

// A function of kernels, always inlined.
#define LM_DEVICE static __device__ __forceinline__

#endif

// The index of this thread among all threads of a one-dimensional grid, and their number: for loops over elements.
LM_DEVICE int global_thread() { return static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x); }

LM_DEVICE int global_threads() { return static_cast<int>(gridDim.x * blockDim.x); }
