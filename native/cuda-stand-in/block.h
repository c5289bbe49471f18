// Runs the threads of one block as fibers.
//
// A fiber runs one CUDA thread after the other until one of them has to wait; only then does another fiber take over. A
// kernel without barriers therefore never switches stacks.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "fiber.h"
#include "kernel.h"
#include "order.h"
#include "warp_exchange.h"

namespace lm::stand_in {

constexpr unsigned MAX_BLOCK_THREADS = 1024;
constexpr unsigned WARP_LANES = 32;

struct Extent {
  unsigned x, y, z;
  uint64_t count() const { return static_cast<uint64_t>(x) * y * z; }
};

// Why a kernel stopped, as the driver reports it.
struct Fault {
  int code;
  std::string message;
};

class Block {
 public:
  Block() = default;
  Block(const Block&) = delete;
  Block& operator=(const Block&) = delete;

  // Runs all threads of one block to their end. False: the kernel did something that no kernel may; fault() says what.
  bool run(const Kernel& kernel, const void* const* values, Extent extent, Order order, Random& random);
  const Fault& fault() const { return fault_; }

  // Called by the thread that runs.
  void barrier(Site site);
  uint64_t exchange(WarpOperation operation, unsigned mask, uint64_t bits, int argument, int width, Site site);
  [[noreturn]] void fail(int code, const std::string& message);

  // After a signal ended the kernel in mid-air: every fiber starts anew.
  void abandon();

 private:
  enum class State : uint8_t { ready, barrier, warp, finished };

  struct Thread {
    Fiber* fiber;
    Site site;
    uint64_t bits;
    unsigned mask;
    int argument;
    int width;
    WarpOperation operation;
    State state;
  };

  static void fiberEntry();
  [[noreturn]] void serve();
  void proceed();
  void switchTo(Fiber* fiber);
  void setCurrent(unsigned index);
  void makeReady(unsigned first, unsigned count, unsigned mask);
  void completeExchange(unsigned warp, unsigned mask, const Thread& last);
  void checkExchange(unsigned mask, int width);
  uint64_t received(unsigned warp, unsigned lane, unsigned mask) const;
  std::string describe() const;
  Fiber* idleFiber();

  std::array<Thread, MAX_BLOCK_THREADS> threads_;
  std::array<uint32_t, MAX_BLOCK_THREADS / WARP_LANES> arrived_;  // lanes that wait for their warp
  std::array<uint16_t, MAX_BLOCK_THREADS> queue_;                 // threads that can go on, in this order
  unsigned queueBegin_ = 0;
  unsigned queueEnd_ = 0;
  std::vector<std::unique_ptr<Fiber>> fibers_;
  std::vector<Fiber*> idle_;
  Fiber* runningFiber_ = nullptr;
  void* scheduler_ = nullptr;  // the stack that run() was called on

  const Kernel* kernel_ = nullptr;
  const void* const* values_ = nullptr;
  Extent extent_{};
  unsigned count_ = 0;
  unsigned current_ = 0;
  unsigned finished_ = 0;
  unsigned atBarrier_ = 0;
  Site barrierSite_{};
  Order order_ = Order::forward;
  Random* random_ = nullptr;
  bool failed_ = false;
  Fault fault_{};
};

// The block that runs, on the only thread that runs kernels.
Block& runningBlock();

}  // namespace lm::stand_in
