// Runs one step's kernel on every instruction set of this processor and with several numbers of threads: results must
// be right, the same bits for all numbers of threads, and nothing may be written behind an array.
#pragma once

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "cpu/kernel.h"
#include "jni/lightmark.h"

namespace lm_test {

inline void require(bool holds, const std::string& message) {
  if (!holds) {
    std::fprintf(stderr, "FAILED: %s\n", message.c_str());
    std::exit(1);
  }
}

inline int64_t bits(double value) {
  int64_t result;
  std::memcpy(&result, &value, sizeof result);
  return result;
}

// The same numbers in every run: a linear congruential generator.
class Numbers {
 public:
  float next(float low, float high) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return low + (high - low) * (static_cast<float>(state_ >> 40) * 0x1p-24f);
  }

 private:
  uint64_t state_ = 20240601;
};

// An operand of floats in memory of its own, with the 64 bytes behind it that kernels may read but not write.
class Floats {
 public:
  // Filled with NaN: an output.
  explicit Floats(int64_t count) : Floats(std::vector<float>(static_cast<size_t>(count), NAN)) {}

  explicit Floats(std::vector<float> initial) : initial_(std::move(initial)), memory_(initial_.size() + kGuard) {
    reset();
  }

  static Floats random(int64_t count, Numbers& numbers, float low, float high) {
    std::vector<float> values(static_cast<size_t>(count));
    for (float& value : values) {
      value = numbers.next(low, high);
    }
    return Floats(std::move(values));
  }

  void reset() {
    std::memset(memory_.data(), 0xff, memory_.size() * sizeof(float));
    std::memcpy(memory_.data(), initial_.data(), initial_.size() * sizeof(float));
  }

  bool guardIntact() const {
    const unsigned char* bytes = reinterpret_cast<const unsigned char*>(memory_.data() + initial_.size());
    for (size_t i = 0; i < kGuard * sizeof(float); i++) {
      if (bytes[i] != 0xff) {
        return false;
      }
    }
    return true;
  }

  float* data() { return memory_.data(); }
  int64_t size() const { return static_cast<int64_t>(initial_.size()); }
  float operator[](int64_t index) const { return memory_.at(static_cast<size_t>(index)); }
  float initial(int64_t index) const { return initial_.at(static_cast<size_t>(index)); }
  std::vector<float> values() const { return {memory_.begin(), memory_.end() - kGuard}; }

 private:
  static constexpr size_t kGuard = 16;

  std::vector<float> initial_;
  std::vector<float> memory_;
};

struct Case {
  std::string name;
  lm::OpCode op;
  bool backward;
  std::vector<int64_t> attributes;
  std::vector<void*> operands;
  std::vector<Floats*> written;
};

// `verify` receives the name of the problem with its instruction set, and looks at the written operands.
template <typename Verify>
void check(const Case& problem, Verify verify) {
  const lm::KernelFactory factories[] = {lm_baseline::makeKernel, lm_avx2::makeKernel, lm_avx512::makeKernel};
  const uint64_t hostWrites = 0;
  const lm::Step step{problem.op,       problem.backward,
                      problem.attributes, problem.operands,
                      std::vector<bool>(problem.operands.size(), false), &hostWrites};
  for (int level = 0; level <= lm_simd_level(); level++) {
    std::vector<std::vector<float>> first;
    for (int threads : {1, 2, 5}) {
      const std::string where =
          problem.name + ", level " + std::to_string(level) + ", threads " + std::to_string(threads);
      for (Floats* array : problem.written) {
        array->reset();
      }
      const int64_t before = lm_live_bytes();
      {
        lm::ThreadPool pool(threads);
        factories[level](step, threads)->run(pool);
      }
      require(lm_live_bytes() == before, where + ": memory still held");
      if (threads == 1) {
        verify(where);
      }
      for (size_t i = 0; i < problem.written.size(); i++) {
        require(problem.written[i]->guardIntact(), where + ": guard of result " + std::to_string(i));
        const std::vector<float> values = problem.written[i]->values();
        if (threads == 1) {
          first.push_back(values);
        } else {
          require(std::memcmp(values.data(), first[i].data(), values.size() * sizeof(float)) == 0,
                  where + ": other bits than with one thread in result " + std::to_string(i));
        }
      }
    }
  }
}

inline void requireClose(float received, double expected, double limit, const std::string& where, int64_t index) {
  require(std::fabs(static_cast<double>(received) - expected) <= limit,
          where + ": [" + std::to_string(index) + "] expected " + std::to_string(expected) + ", received " +
              std::to_string(received));
}

}  // namespace lm_test
