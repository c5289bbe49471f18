// How work is cut into pieces. Cuts that reductions depend on follow from the problem alone, never from the number of
// threads, so results are the same bits with any number of threads.
#pragma once

#include <algorithm>
#include <cstdint>

namespace LM_NAMESPACE {

struct Range {
  int64_t begin;
  int64_t end;
  int64_t size() const { return end - begin; }
};

inline int64_t ceilDiv(int64_t a, int64_t b) { return (a + b - 1) / b; }

// Piece `index` of `pieces` nearly equal ones of [0, size).
inline Range piece(int64_t size, int64_t pieces, int64_t index) {
  return {size * index / pieces, size * (index + 1) / pieces};
}

// Slabs of a deterministic reduction over `rows`: at least `least` rows each, at most 16 slabs.
inline int64_t slabCount(int64_t rows, int64_t least) {
  return std::clamp<int64_t>(rows / least, 1, 16);
}

// Tasks for independent work: a few per thread for balance, none smaller than `least` units.
inline int64_t taskCount(int64_t units, int64_t least, int threads) {
  if (threads == 1) {
    return 1;
  }
  return std::clamp<int64_t>(units / std::max<int64_t>(least, 1), 1, int64_t{4} * threads);
}

}  // namespace LM_NAMESPACE
