// Four floats that move as one 16-byte request. Pointers must be 16-byte aligned.
#pragma once

#include "kernel.cuh"


LM_DEVICE float4 load4(const float* p) { return *reinterpret_cast<const float4*>(p); }

LM_DEVICE void store4(float* p, float4 v) { *reinterpret_cast<float4*>(p) = v; }
