// Dropout: y = x / (1 - rate) where an element stays, else 0; the backward pass is the same map of the gradient.
//
// Whether element i stays is CounterRandom.java bit for bit: a hash of (seed, step, stream, i), so the mask needs no
// memory and no thread can change it. 8 bytes and two 64-bit multiplications per element; masks are drawn for a block
// at a time in a loop of its own, which the compiler turns into vector code.
#include <cmath>
#include <cstring>

#include "counter_random.h"
#include "elementwise.h"
#include "kernels.h"

namespace LM_NAMESPACE {

namespace {

constexpr int64_t kBlock = 256;

// Attributes: elements, rate, stream.
class DropoutKernel : public lm::Kernel {
 public:
  explicit DropoutKernel(const lm::Step& step)
      : elements_(step.integer(0)),
        // uniform >= rate, both sides times 2^24: exact, since a uniform number has 24 bits.
        threshold_(static_cast<int32_t>(std::ceil(step.real(1) * 0x1p24))),
        scale_(static_cast<float>(1.0 / (1.0 - step.real(1)))),
        stream_(static_cast<uint64_t>(step.integer(2))),
        runState_(static_cast<const int32_t*>(step.operands.at(step.backward ? 0 : 1))),
        from_(step.floats(step.backward ? 1 : 0)),
        to_(step.floats(2)) {}

  void run(lm::ThreadPool& pool) override {
    if (to_ == nullptr) {
      return;
    }
    const uint64_t key = drawKey();
    const int64_t blocks = ceilDiv(elements_, kBlock);
    const int64_t tasks = taskCount(blocks, 32, pool.threads());
    pool.run(tasks, [&](int64_t task, int) {
      const Range range = piece(blocks, tasks, task);
      for (int64_t block = range.begin; block < range.end; block++) {
        apply(key, {block * kBlock, std::min((block + 1) * kBlock, elements_)});
      }
    });
  }

 private:
  // CounterRandom.key(seed, step, stream); the state is [seed low, seed high, step, 0].
  uint64_t drawKey() const {
    const uint64_t low = static_cast<uint32_t>(runState_[0]);
    const uint64_t high = static_cast<uint32_t>(runState_[1]);
    const uint64_t step = static_cast<uint64_t>(static_cast<int64_t>(runState_[2]));
    return mix(mix((low | high << 32) + kGolden * (step + 1)) + kGolden * (stream_ + 1));
  }

  void apply(uint64_t key, Range range) {
    alignas(64) int32_t draws[kBlock];
    const uint64_t counter = key + kGolden * (static_cast<uint64_t>(range.begin) + 1);
    for (int64_t i = 0; i < kBlock; i++) {
      draws[i] = static_cast<int32_t>(mix(counter + kGolden * static_cast<uint64_t>(i)) >> 40);
    }
    forVectors({0, range.size()}, [&](int64_t i, auto lanes) {
      IntVec draw;
      std::memcpy(&draw, draws + i, sizeof draw);
      const Vec scaled = loadFirst(from_ + range.begin + i, lanes) * scale_;
      // A choice, not a product with 0, which would let an infinite or undefined element through.
      storeFirst(to_ + range.begin + i, draw >= threshold_ + IntVec{} ? scaled : Vec{}, lanes);
    });
  }

  int64_t elements_;
  int32_t threshold_;
  float scale_;
  uint64_t stream_;
  const int32_t* runState_;
  const float* from_;
  float* to_;
};

}  // namespace

Made makeDropout(const lm::Step& step, int) { return std::make_unique<DropoutKernel>(step); }

}  // namespace LM_NAMESPACE
