// What the kernels over flat arrays share: the walk by vectors, and the cut into tasks.
#pragma once

#include <type_traits>

#include "../thread_pool.h"
#include "partition.h"
#include "simd.h"

namespace LM_NAMESPACE {

// Calls body(index, lanes) for each vector of the range; lanes is a constant but for the last vector. Every element
// takes the same operations in either case, so results do not depend on where a range begins.
template <typename Body>
inline void forVectors(Range range, Body&& body) {
  int64_t i = range.begin;
  for (; i + kLanes <= range.end; i += kLanes) {
    body(i, std::integral_constant<int, kLanes>{});
  }
  if (i < range.end) {
    body(i, static_cast<int>(range.end - i));
  }
}

// The same over all elements of an array, shared between threads.
template <typename Body>
inline void forVectorsParallel(lm::ThreadPool& pool, int64_t elements, Body&& body) {
  const int64_t tasks = taskCount(elements, 16384, pool.threads());
  pool.run(tasks, [&](int64_t task, int) { forVectors(piece(elements, tasks, task), body); });
}

// Square root lane by lane.
inline Vec squareRoot(Vec v) {
#if LM_SIMD == 2
  // The unmasked form makes some versions of GCC warn of an undefined operand.
  return _mm512_maskz_sqrt_ps(0xffff, v);
#elif LM_SIMD == 1
  return _mm256_sqrt_ps(v);
#else
  float lanes[kLanes];
  store(lanes, v);
  for (float& lane : lanes) {
    lane = __builtin_sqrtf(lane);
  }
  return load(lanes);
#endif
}

}  // namespace LM_NAMESPACE
