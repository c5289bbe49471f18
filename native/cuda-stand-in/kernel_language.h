// The CUDA language of cuda-kernels/ as the processor speaks it: kernel.cuh includes this file in place of nvcc's
// built-in names when LM_STAND_IN is defined. C++14, and no more names than the kernels may use.
//
// One fiber per CUDA thread runs a kernel, one block after the other, all on one operating system thread, so the
// built-in variables are plain variables that change when another CUDA thread goes on.
#pragma once

#include <math.h>

#include "kernel.h"
#include "warp_exchange.h"

struct uint3 {
  unsigned x, y, z;
};

struct dim3 {
  unsigned x, y, z;
};

struct alignas(8) float2 {
  float x, y;
};

struct float3 {
  float x, y, z;
};

struct alignas(16) float4 {
  float x, y, z, w;
};

struct alignas(8) int2 {
  int x, y;
};

struct alignas(16) int4 {
  int x, y, z, w;
};

struct alignas(8) uint2 {
  unsigned x, y;
};

struct alignas(16) uint4 {
  unsigned x, y, z, w;
};

struct alignas(2) uchar2 {
  unsigned char x, y;
};

struct alignas(4) uchar4 {
  unsigned char x, y, z, w;
};

inline float2 make_float2(float x, float y) { return float2{x, y}; }
inline float3 make_float3(float x, float y, float z) { return float3{x, y, z}; }
inline float4 make_float4(float x, float y, float z, float w) { return float4{x, y, z, w}; }
inline int2 make_int2(int x, int y) { return int2{x, y}; }
inline int4 make_int4(int x, int y, int z, int w) { return int4{x, y, z, w}; }
inline uint2 make_uint2(unsigned x, unsigned y) { return uint2{x, y}; }
inline uint4 make_uint4(unsigned x, unsigned y, unsigned z, unsigned w) { return uint4{x, y, z, w}; }
inline uchar4 make_uchar4(unsigned char x, unsigned char y, unsigned char z, unsigned char w) {
  return uchar4{x, y, z, w};
}

#define LM_BUILT_IN extern __attribute__((visibility("hidden")))
LM_BUILT_IN uint3 threadIdx;
LM_BUILT_IN uint3 blockIdx;
LM_BUILT_IN dim3 blockDim;
LM_BUILT_IN dim3 gridDim;
#undef LM_BUILT_IN
constexpr int warpSize = 32;

// The declaration comes first, so that the registration's constructor can read the arguments' types from it.
#define LM_KERNEL(name, threads, arguments)                                                   \
  static void name arguments;                                                                 \
  static const ::lm::stand_in::Kernel name##_registration(LM_MODULE, #name, threads, &name); \
  static void name arguments

#define LM_SHARED(type, name, count)                      \
  static ::lm::stand_in::SharedArray name##_array;        \
  type(&name)[count] = *static_cast<type(*)[count]>(      \
      ::lm::stand_in::sharedArray(name##_array, sizeof(type) * (count), #name))

#define LM_DEVICE static inline __attribute__((always_inline, unused))

#define __device__
#define __forceinline__ inline __attribute__((always_inline))
#define __noinline__ __attribute__((noinline))

template <typename T>
inline T __ldg(const T* p) {
  return *p;
}

inline void __syncthreads(const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
  ::lm::stand_in::barrier(::lm::stand_in::Site{file, line});
}

inline void __syncwarp(unsigned mask = 0xffffffffu, const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
  ::lm::stand_in::warpBarrier(mask, ::lm::stand_in::Site{file, line});
}

template <typename T>
inline T __shfl_sync(unsigned mask, T value, int lane, int width = warpSize, const char* file = __builtin_FILE(),
                     int line = __builtin_LINE()) {
  return ::lm::stand_in::shuffle(::lm::stand_in::WarpOperation::shuffle, mask, value, lane, width, {file, line});
}

template <typename T>
inline T __shfl_up_sync(unsigned mask, T value, unsigned delta, int width = warpSize,
                        const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
  return ::lm::stand_in::shuffle(::lm::stand_in::WarpOperation::up, mask, value, static_cast<int>(delta), width,
                                 {file, line});
}

template <typename T>
inline T __shfl_down_sync(unsigned mask, T value, unsigned delta, int width = warpSize,
                          const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
  return ::lm::stand_in::shuffle(::lm::stand_in::WarpOperation::down, mask, value, static_cast<int>(delta), width,
                                 {file, line});
}

template <typename T>
inline T __shfl_xor_sync(unsigned mask, T value, int laneMask, int width = warpSize,
                         const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
  return ::lm::stand_in::shuffle(::lm::stand_in::WarpOperation::exclusiveOr, mask, value, laneMask, width,
                                 {file, line});
}

inline unsigned __ballot_sync(unsigned mask, int predicate, const char* file = __builtin_FILE(),
                              int line = __builtin_LINE()) {
  return ::lm::stand_in::ballot(mask, predicate != 0, {file, line});
}

inline int __any_sync(unsigned mask, int predicate, const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
  return ::lm::stand_in::ballot(mask, predicate != 0, {file, line}) != 0;
}

inline int __all_sync(unsigned mask, int predicate, const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
  return ::lm::stand_in::ballot(mask, predicate != 0, {file, line}) == mask;
}

// Arithmetic that nvcc must not contract; the stand-in is compiled without contraction everywhere.
inline float __fadd_rn(float a, float b) { return a + b; }
inline float __fsub_rn(float a, float b) { return a - b; }
inline float __fmul_rn(float a, float b) { return a * b; }
inline float __fdiv_rn(float a, float b) { return a / b; }
inline float __fsqrt_rn(float a) { return sqrtf(a); }
inline float __fmaf_rn(float a, float b, float c) { return fmaf(a, b, c); }
inline float rsqrtf(float a) { return 1.0f / sqrtf(a); }

inline int min(int a, int b) { return b < a ? b : a; }
inline int max(int a, int b) { return a < b ? b : a; }
inline unsigned min(unsigned a, unsigned b) { return b < a ? b : a; }
inline unsigned max(unsigned a, unsigned b) { return a < b ? b : a; }
inline long long min(long long a, long long b) { return b < a ? b : a; }
inline long long max(long long a, long long b) { return a < b ? b : a; }

template <typename To, typename From>
inline To lm_bit_copy(From from) {
  static_assert(sizeof(To) == sizeof(From), "the same number of bytes");
  To to;
  __builtin_memcpy(&to, &from, sizeof(To));
  return to;
}

inline int __float_as_int(float a) { return lm_bit_copy<int>(a); }
inline float __int_as_float(int a) { return lm_bit_copy<float>(a); }
inline unsigned __float_as_uint(float a) { return lm_bit_copy<unsigned>(a); }
inline float __uint_as_float(unsigned a) { return lm_bit_copy<float>(a); }
inline int __float2int_rn(float a) { return static_cast<int>(lrintf(a)); }
inline int __float2int_rd(float a) { return static_cast<int>(floorf(a)); }
inline int __popc(unsigned a) { return __builtin_popcount(a); }
inline unsigned __umulhi(unsigned a, unsigned b) {
  return static_cast<unsigned>((static_cast<unsigned long long>(a) * b) >> 32);
}
