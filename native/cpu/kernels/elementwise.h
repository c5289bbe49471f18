// What the kernels over flat arrays share: the walk by vectors, and the cut into tasks.
#pragma once

#include <type_traits>

#include "../thread_pool.h"
#include "partition.h"
#include "simd.h"

namespace LM_NAMESPACE {

// Calls body(index, lanes) for each vector of the range; lanes is a constant but for a shorter last vector. The compiler
// may contract multiplications and additions otherwise for that last vector, so where the ranges of an array end must
// follow from the problem alone.
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

// The same over all elements of an array, shared between threads in pieces of whole vectors: only the array's own end is
// a shorter one, with any number of threads.
template <typename Body>
inline void forVectorsParallel(lm::ThreadPool& pool, int64_t elements, Body&& body) {
  const int64_t vectors = ceilDiv(elements, kLanes);
  const int64_t tasks = taskCount(vectors, 16384 / kLanes, pool.threads());
  pool.run(tasks, [&](int64_t task, int) {
    const Range range = piece(vectors, tasks, task);
    forVectors({range.begin * kLanes, std::min(range.end * kLanes, elements)}, body);
  });
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
