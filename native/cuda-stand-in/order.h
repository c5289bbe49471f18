// The order in which the blocks of a grid, and the threads of a block, take their turns. CUDA promises none, so a
// correct kernel gives the same result in all of them.
#pragma once

#include <cstdint>
#include <string>

namespace lm::stand_in {

enum class Order { forward, reverse, random };

// A sequence of numbers that a seed decides wholly.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}
  uint64_t next();
  // A number below `limit`, which is at least 1.
  uint64_t below(uint64_t limit) { return next() % limit; }

 private:
  uint64_t state_;
};

// A permutation of 0 … count-1 in constant memory, for grids of any size.
class Permutation {
 public:
  Permutation(Order order, uint64_t count, Random& random);
  uint64_t operator[](uint64_t position) const;
  // What stands one position after `value`.
  uint64_t after(uint64_t value) const {
    uint64_t sum = value + factor_;
    return sum >= count_ ? sum - count_ : sum;
  }

 private:
  uint64_t count_;
  uint64_t factor_ = 1;
  uint64_t shift_ = 0;
};

}  // namespace lm::stand_in
