// Dropout: the mask of CounterRandom.java bit for bit, forward and backward.
#include "kernel_check.h"

using namespace lm_test;

namespace {

constexpr uint64_t kGolden = 0x9e3779b97f4a7c15u;

uint64_t mix(uint64_t z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

float uniform(uint64_t seed, uint64_t step, uint64_t stream, uint64_t index) {
  const uint64_t key = mix(mix(seed + kGolden * (step + 1)) + kGolden * (stream + 1));
  return static_cast<float>(mix(key + kGolden * (index + 1)) >> 40) * 0x1p-24f;
}

void dropout(int64_t size, float rate, bool backward, Numbers& numbers) {
  Floats x = Floats::random(size, numbers, -4, 4);
  Floats y(size);
  int32_t runState[] = {-7, 12, 3, 0};
  const uint64_t seed = (uint64_t{12} << 32) | static_cast<uint32_t>(-7);
  std::vector<void*> operands = {x.data(), runState, y.data()};
  if (backward) {
    std::swap(operands[0], operands[1]);
  }
  const std::string name = "dropout " + std::to_string(size) + " rate " + std::to_string(rate);
  check({name, lm::OpCode::kDropout, backward, {size, bits(rate), 9}, operands, {&y}}, [&](const std::string& where) {
    for (int64_t i = 0; i < size; i++) {
      const bool stays = uniform(seed, 3, 9, static_cast<uint64_t>(i)) >= rate;
      requireClose(y[i], stays ? x[i] / (1.0 - static_cast<double>(rate)) : 0, 1e-5, where, i);
      require(stays == (y[i] != 0), where + ": mask at " + std::to_string(i));
    }
  });
}

}  // namespace

int main() {
  Numbers numbers;
  for (int64_t size : {1, 15, 256, 300, 40003}) {
    for (float rate : {0.0f, 0.2f, 0.75f}) {
      dropout(size, rate, false, numbers);
      dropout(size, rate, true, numbers);
    }
  }
  return 0;
}
