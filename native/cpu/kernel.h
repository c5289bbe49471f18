// What a plan and its kernels know of each other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "encoding.h"
#include "thread_pool.h"

namespace lm {

// One step of a program with its operands resolved to addresses.
struct Step {
  OpCode op;
  bool backward;
  std::vector<int64_t> attributes;
  std::vector<void*> operands;    // null where left out
  std::vector<bool> constant;     // per operand: no step of the program writes it
  const uint64_t* hostWrites;     // changes whenever the host has written weights

  int64_t integer(size_t index) const { return attributes.at(index); }
  double real(size_t index) const {
    double value;
    std::memcpy(&value, &attributes.at(index), sizeof value);
    return value;
  }
  Activation activation(size_t index) const { return static_cast<Activation>(integer(index)); }
  float* floats(size_t index) const { return static_cast<float*>(operands.at(index)); }
};

// A step made ready: everything is chosen and reserved when it is built, run() only computes.
class Kernel {
 public:
  virtual ~Kernel() = default;
  virtual void run(ThreadPool& pool) = 0;
};

// Memory of a kernel, aligned for the widest vectors and counted for leak checks.
class Buffer {
 public:
  explicit Buffer(size_t floats = 0);
  ~Buffer();
  Buffer(Buffer&& other) noexcept;
  Buffer& operator=(Buffer&& other) noexcept;
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;

  float* data() const { return data_; }

 private:
  float* data_ = nullptr;
  size_t floats_ = 0;
};

// Bytes held by all Buffers and arenas of this process.
int64_t liveBytes();
void addLiveBytes(int64_t bytes);

// Tells a kernel whether weights that it keeps in another form have changed since it last looked.
class WeightWatch {
 public:
  WeightWatch(const Step& step, size_t operand) : hostWrites_(step.hostWrites), constant_(step.constant.at(operand)) {}

  bool changed() {
    if (constant_ && seen_ == *hostWrites_ + 1) {
      return false;
    }
    seen_ = *hostWrites_ + 1;
    return true;
  }

 private:
  const uint64_t* hostWrites_;
  bool constant_;
  uint64_t seen_ = 0;
};

// The kernels of one instruction set.
using KernelFactory = std::unique_ptr<Kernel> (*)(const Step& step, int threads);

}  // namespace lm

namespace lm_baseline {
std::unique_ptr<lm::Kernel> makeKernel(const lm::Step& step, int threads);
}
namespace lm_avx2 {
std::unique_ptr<lm::Kernel> makeKernel(const lm::Step& step, int threads);
}
namespace lm_avx512 {
std::unique_ptr<lm::Kernel> makeKernel(const lm::Step& step, int threads);
}
