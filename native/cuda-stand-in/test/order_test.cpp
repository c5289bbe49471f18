// The orders of blocks and threads: each visits everything once, and they differ.
#include "order.h"

#include <vector>

#include "check.h"

using namespace lm::stand_in;
using namespace lm::stand_in::test;

namespace {

std::vector<uint64_t> sequence(Order order, uint64_t count, uint64_t seed) {
  Random random(seed);
  const Permutation permutation(order, count, random);
  std::vector<uint64_t> values;
  uint64_t value = permutation[0];
  for (uint64_t i = 0; i < count; i++) {
    CHECK_EQUAL(value, permutation[i]);
    values.push_back(value);
    value = permutation.after(value);
  }
  return values;
}

void everythingOnce() {
  for (uint64_t count = 1; count <= 300; count++) {
    for (Order order : {Order::forward, Order::reverse, Order::random}) {
      std::vector<int> visits(count, 0);
      for (uint64_t value : sequence(order, count, count)) {
        CHECK(value < count);
        visits[value]++;
      }
      CHECK(visits == std::vector<int>(count, 1));
    }
  }
}

void theyAreWhatTheySay() {
  const std::vector<uint64_t> forward = sequence(Order::forward, 97, 1);
  const std::vector<uint64_t> reverse = sequence(Order::reverse, 97, 1);
  for (uint64_t i = 0; i < 97; i++) {
    CHECK_EQUAL(forward[i], i);
    CHECK_EQUAL(reverse[i], 96 - i);
  }
  const std::vector<uint64_t> random = sequence(Order::random, 97, 1);
  CHECK(random == sequence(Order::random, 97, 1));
  CHECK(random != sequence(Order::random, 97, 2));
  CHECK(random != forward && random != reverse);
}

void hugeGrids() {
  Random random(5);
  const uint64_t count = uint64_t{0x7fffffff} * 65535 * 3;
  for (Order order : {Order::forward, Order::reverse, Order::random}) {
    const Permutation permutation(order, count, random);
    for (uint64_t position : {uint64_t{0}, count / 2, count - 1}) {
      CHECK(permutation[position] < count);
    }
    CHECK(permutation[0] != permutation[1]);
    CHECK_EQUAL(permutation.after(permutation[count / 2]), permutation[count / 2 + 1]);
  }
}

}  // namespace

int main() {
  everythingOnce();
  theyAreWhatTheySay();
  hugeGrids();
  return result();
}
