// What libraries on top of the stand-in driver need and CUDA's functions do not give: work of their own on a stream, which
// may touch device memory as kernels of a library do. libcuda.so.1 exports these for them.
#pragma once

#include <cstddef>

#include "driver_types.h"

#pragma GCC visibility push(default)
extern "C" {

// Puts work on a stream, or into the capture that the stream is in. It runs where kernels run, as often as its graph
// does; a fault ends it and the context, so it must own nothing that a jump out of it would lose. `release` is called
// once, when it can never run again, also if it never ran because the result is not 0.
CUresult cuStandInEnqueue(CUstream stream, const char* name, void (*run)(void* data), void* data,
                          void (*release)(void* data));

// 0 if all these bytes lie in one live allocation of the current context.
CUresult cuStandInRequireMemory(CUdeviceptr address, size_t bytes);
}
#pragma GCC visibility pop
