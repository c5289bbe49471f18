// The whole native interface of lightmark, as JavaCPP binds it: plain C types, no exceptions, no callbacks.
//
// Handles are never 0 when valid. A function that fails returns 0 (handles) or a negative number and leaves a message
// for lm_last_error() on the calling thread. Sizes and offsets are bytes unless said otherwise.
#pragma once

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// Hex SHA-256 over the native sources and the operation codes, fixed at build time; the jar carries the same.
const char* lm_fingerprint(void);

// What went wrong in the last failed call of this thread.
const char* lm_last_error(void);

// Widest instruction set of this processor that has a build: 0 baseline, 1 AVX2+FMA, 2 AVX-512.
int lm_simd_level(void);

// Bytes of native memory held by plans and pools right now, for leak checks.
int64_t lm_live_bytes(void);

// A pool of `threads` workers, the caller of lm_plan_run counted as one of them.
int64_t lm_pool_create(int threads);
void lm_pool_destroy(int64_t pool);

// A plan from an encoded program (see encoding.h). `host` is the host block; the caller keeps it alive for as long as
// the plan. `simd` is a level as in lm_simd_level, at most that one.
int64_t lm_plan_create(int64_t pool, int simd, const int64_t* program, int64_t words, void* host, int64_t host_bytes,
                       int64_t arena_bytes);
int lm_plan_run(int64_t plan);
void lm_plan_destroy(int64_t plan);

// Copies between a float array and the arena, `offset` in bytes, `count` in floats.
int lm_plan_write(int64_t plan, int64_t offset, const float* data, int64_t count);
int lm_plan_read(int64_t plan, int64_t offset, float* data, int64_t count);

// Compares the arena's guard bytes (all bytes that no value covers) with their fill. Returns -1 when intact, -2 on failure,
// else the offset of the first damaged byte.
int64_t lm_plan_damaged_guard(int64_t plan);

// Fills all transient values with NaN, so that a result which was never written shows.
void lm_plan_poison(int64_t plan);

#ifdef __cplusplus
}
#endif
