// What CUDA threads do together, as the kernels call it: barriers, exchanges within a warp, shared arrays. C++14.
#pragma once

#include <cstddef>

namespace lm {
namespace stand_in {

// Where in the kernels' sources a thread waits.
struct Site {
  const char* file;
  int line;
};

enum class WarpOperation { synchronize, shuffle, up, down, exclusiveOr, ballot };

// All threads of the block wait here for each other.
void barrier(Site site);

// The lanes of `mask` wait here for each other.
void warpBarrier(unsigned mask, Site site);

// The bits of the value of another lane. A lane outside the mask gives bits that are all one.
unsigned long long exchangeBits(WarpOperation operation, unsigned mask, unsigned long long bits, int argument,
                                int width, Site site);

// The lanes of `mask` whose predicate holds.
unsigned ballot(unsigned mask, bool predicate, Site site);

template <typename T>
inline T shuffle(WarpOperation operation, unsigned mask, T value, int argument, int width, Site site) {
  static_assert(sizeof(T) == 4 || sizeof(T) == 8, "a shuffle moves 4 or 8 bytes");
  unsigned long long bits = 0;
  __builtin_memcpy(&bits, &value, sizeof(T));
  bits = exchangeBits(operation, mask, bits, argument, width, site);
  __builtin_memcpy(&value, &bits, sizeof(T));
  return value;
}

// One declaration of shared memory in a kernel. `block` is the number of the block that used it last.
struct SharedArray {
  unsigned long long block;
  void* address;
};

// The array's place in the running block's shared memory; full of 0xFF when the block first asks for it.
void* sharedArray(SharedArray& array, std::size_t bytes, const char* name);

}  // namespace stand_in
}  // namespace lm
