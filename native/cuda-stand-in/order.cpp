#include "order.h"

#include <numeric>

namespace lm::stand_in {

// SplitMix64: the state counts, the output is a hash of it.
uint64_t Random::next() {
  uint64_t z = (state_ += 0x9e3779b97f4a7c15u);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

Permutation::Permutation(Order order, uint64_t count, Random& random) : count_(count) {
  if (order == Order::reverse) {
    factor_ = count - 1;  // position -> count - 1 - position, modulo count
    shift_ = count - 1;
  } else if (order == Order::random) {
    do {
      factor_ = 1 + random.below(count);
    } while (std::gcd(factor_, count) != 1);
    shift_ = random.below(count);
  }
}

uint64_t Permutation::operator[](uint64_t position) const {
  return static_cast<uint64_t>((static_cast<unsigned __int128>(position) * factor_ + shift_) % count_);
}

}  // namespace lm::stand_in
