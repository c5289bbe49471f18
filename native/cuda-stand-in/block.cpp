#include "block.h"

#include <cstring>
#include <map>

#include "driver_types.h"
#include "kernel_language.h"
#include "shared_memory.h"

// The built-in variables of the kernels.
uint3 threadIdx;
uint3 blockIdx;
dim3 blockDim;
dim3 gridDim;

namespace lm::stand_in {

namespace {

std::string text(Site site) {
  const char* slash = std::strrchr(site.file, '/');
  return std::string(slash == nullptr ? site.file : slash + 1) + ":" + std::to_string(site.line);
}

bool same(Site a, Site b) { return a.line == b.line && (a.file == b.file || std::strcmp(a.file, b.file) == 0); }

std::string text(unsigned first, unsigned last) {
  return first == last ? std::to_string(first) : std::to_string(first) + "-" + std::to_string(last);
}

}  // namespace

Block& runningBlock() {
  static Block* block = new Block();  // never destroyed: the process may end while a kernel runs
  return *block;
}

bool Block::run(const Kernel& kernel, const void* const* values, Extent extent, Order order, Random& random) {
  kernel_ = &kernel;
  values_ = values;
  extent_ = extent;
  count_ = static_cast<unsigned>(extent.count());
  order_ = order;
  random_ = &random;
  current_ = finished_ = atBarrier_ = 0;
  queueBegin_ = queueEnd_ = 0;
  failed_ = false;
  for (unsigned i = 0; i < count_; i++) {
    threads_[i].fiber = nullptr;
  }
  std::fill_n(arrived_.begin(), (count_ + WARP_LANES - 1) / WARP_LANES, 0u);
  beginSharedMemory();
  makeReady(0, count_, ~0u);

  runningFiber_ = idleFiber();
  lm_stand_in_switch(&scheduler_, runningFiber_->stopped);

  if (!failed_ && finished_ < count_) {
    failed_ = true;
    fault_ = Fault{CODE_LAUNCH_FAILED, "divergent barrier: " + describe()};
  }
  if (failed_) {
    abandon();
    return false;
  }
  const std::string overrun = endSharedMemory();
  if (!overrun.empty()) {
    fault_ = Fault{CODE_ILLEGAL_ADDRESS, "a write beside the shared array " + overrun};
    return false;
  }
  return true;
}

void Block::fiberEntry() { runningBlock().serve(); }

// A fiber's life: take the next thread that can go on; begin it here, or give way to the fiber on which it has begun.
void Block::serve() {
  for (;;) {
    while (queueBegin_ != queueEnd_) {
      const unsigned index = queue_[queueBegin_++ % queue_.size()];
      Thread& thread = threads_[index];
      setCurrent(index);
      if (thread.fiber == nullptr) {
        thread.fiber = runningFiber_;
        kernel_->invoke(*kernel_, values_);
        thread.state = State::finished;
        finished_++;
      } else {
        idle_.push_back(runningFiber_);
        switchTo(thread.fiber);
      }
    }
    idle_.push_back(runningFiber_);
    lm_stand_in_switch(&runningFiber_->stopped, scheduler_);
  }
}

// The running thread has to wait: the next one that can goes on.
void Block::proceed() {
  if (queueBegin_ == queueEnd_) {
    lm_stand_in_switch(&runningFiber_->stopped, scheduler_);
  }
  const unsigned next = queue_[queueBegin_ % queue_.size()];
  Fiber* fiber = threads_[next].fiber;
  if (fiber == nullptr) {
    switchTo(idleFiber());  // which takes it from the queue
  } else {
    queueBegin_++;
    setCurrent(next);
    if (fiber != runningFiber_) {
      switchTo(fiber);
    }
  }
}

void Block::switchTo(Fiber* fiber) {
  Fiber* from = runningFiber_;
  runningFiber_ = fiber;
  lm_stand_in_switch(&from->stopped, fiber->stopped);
}

void Block::setCurrent(unsigned index) {
  current_ = index;
  if (index < extent_.x) {
    threadIdx = uint3{index, 0, 0};
  } else {
    const unsigned row = index / extent_.x;
    threadIdx = uint3{index % extent_.x, row % extent_.y, row / extent_.y};
  }
}

// Queues those of `count` threads from `first` on whose bit modulo 32 is in the mask.
void Block::makeReady(unsigned first, unsigned count, unsigned mask) {
  const Permutation permutation(order_, count, *random_);
  uint64_t position = permutation[0];
  for (unsigned i = 0; i < count; i++) {
    const unsigned index = first + static_cast<unsigned>(position);
    if ((mask >> (index % WARP_LANES) & 1) != 0) {
      threads_[index].state = State::ready;
      queue_[queueEnd_++ % queue_.size()] = static_cast<uint16_t>(index);
    }
    position = permutation.after(position);
  }
}

Fiber* Block::idleFiber() {
  if (idle_.empty()) {
    fibers_.push_back(std::make_unique<Fiber>(&fiberEntry));
    return fibers_.back().get();
  }
  Fiber* fiber = idle_.back();
  idle_.pop_back();
  return fiber;
}

void Block::abandon() {
  idle_.clear();
  for (const std::unique_ptr<Fiber>& fiber : fibers_) {
    fiber->restart();
    idle_.push_back(fiber.get());
  }
}

void Block::fail(int code, const std::string& message) {
  failed_ = true;
  fault_ = Fault{code, message};
  lm_stand_in_switch(&runningFiber_->stopped, scheduler_);
  __builtin_unreachable();
}

void Block::barrier(Site site) {
  Thread& self = threads_[current_];
  self.state = State::barrier;
  self.site = site;
  if (atBarrier_ > 0 && !same(site, barrierSite_)) {
    fail(CODE_LAUNCH_FAILED, "divergent barrier: " + describe());
  }
  barrierSite_ = site;
  if (++atBarrier_ == count_) {
    atBarrier_ = 0;
    makeReady(0, count_, ~0u);
  }
  proceed();
}

uint64_t Block::exchange(WarpOperation operation, unsigned mask, uint64_t bits, int argument, int width, Site site) {
  const unsigned warp = current_ / WARP_LANES;
  Thread& self = threads_[current_];
  self.state = State::warp;
  self.site = site;
  self.operation = operation;
  self.mask = mask;
  self.bits = bits;
  self.argument = argument;
  self.width = width;
  checkExchange(mask, width);
  arrived_[warp] |= 1u << (current_ % WARP_LANES);
  if ((arrived_[warp] & mask) == mask) {
    completeExchange(warp, mask, self);
  }
  proceed();
  return self.bits;
}

void Block::checkExchange(unsigned mask, int width) {
  const unsigned first = current_ / WARP_LANES * WARP_LANES;
  const unsigned lanes = std::min(WARP_LANES, count_ - first);
  const unsigned present = lanes == WARP_LANES ? ~0u : (1u << lanes) - 1;
  const auto refuse = [this](const std::string& reason) {
    fail(CODE_LAUNCH_FAILED, reason + " at " + text(threads_[current_].site));
  };
  if ((mask >> (current_ - first) & 1) == 0) {
    refuse("thread " + std::to_string(current_) + " is not in its own warp mask");
  }
  if ((mask & ~present) != 0) {
    refuse("the warp mask names lanes that a block of " + std::to_string(count_) + " threads has not");
  }
  if (width < 1 || width > static_cast<int>(WARP_LANES) || (width & (width - 1)) != 0) {
    refuse("Expected a width of 1, 2, 4, 8, 16 or 32, received " + std::to_string(width));
  }
}

void Block::completeExchange(unsigned warp, unsigned mask, const Thread& last) {
  Thread* lanes = &threads_[warp * WARP_LANES];
  uint64_t results[WARP_LANES];
  for (unsigned lane = 0; lane < WARP_LANES; lane++) {
    if ((mask >> lane & 1) != 0) {
      const Thread& other = lanes[lane];
      if (other.mask != mask || other.operation != last.operation || !same(other.site, last.site)) {
        fail(CODE_LAUNCH_FAILED, "the lanes of a warp mask meet in different places: " + describe());
      }
      results[lane] = received(warp, lane, mask);
    }
  }
  for (unsigned lane = 0; lane < WARP_LANES; lane++) {
    if ((mask >> lane & 1) != 0) {
      lanes[lane].bits = results[lane];
    }
  }
  arrived_[warp] &= ~mask;
  makeReady(warp * WARP_LANES, std::min(WARP_LANES, count_ - warp * WARP_LANES), mask);
}

uint64_t Block::received(unsigned warp, unsigned lane, unsigned mask) const {
  const Thread* lanes = &threads_[warp * WARP_LANES];
  const Thread& self = lanes[lane];
  const int own = static_cast<int>(lane);
  const int first = own / self.width * self.width;
  int source = own;
  switch (self.operation) {
    case WarpOperation::synchronize:
      return 0;
    case WarpOperation::ballot: {
      uint64_t votes = 0;
      for (unsigned other = 0; other < WARP_LANES; other++) {
        votes |= (mask >> other & 1) != 0 && lanes[other].bits != 0 ? uint64_t{1} << other : 0;
      }
      return votes;
    }
    case WarpOperation::shuffle:
      source = first + (self.argument & (self.width - 1));
      break;
    case WarpOperation::up:
      source = own - self.argument < first ? own : own - self.argument;
      break;
    case WarpOperation::down:
      source = own + self.argument >= first + self.width ? own : own + self.argument;
      break;
    case WarpOperation::exclusiveOr:
      // A lane of an earlier segment may be read, one of a later segment may not.
      source = (own ^ self.argument) >= first + self.width ? own : own ^ self.argument;
      break;
  }
  const bool poisoned = source < 0 || source >= static_cast<int>(WARP_LANES) || (mask >> source & 1) == 0;
  return poisoned ? ~uint64_t{0} : lanes[source].bits;
}

// Where every thread is, neighbours in the same place together.
std::string Block::describe() const {
  std::string result;
  unsigned first = 0;
  const auto place = [this](unsigned index) -> std::string {
    const Thread& thread = threads_[index];
    if (thread.state == State::finished) {
      return "ended";
    }
    if (thread.state == State::ready) {
      return "runs";
    }
    return (thread.state == State::barrier ? "at the barrier " : "at the warp operation ") + text(thread.site);
  };
  while (first < count_) {
    unsigned last = first;
    while (last + 1 < count_ && place(last + 1) == place(first)) {
      last++;
    }
    if (result.size() > 600) {
      return result + ", …";
    }
    result += (result.empty() ? "threads " : ", threads ") + text(first, last) + " " + place(first);
    first = last + 1;
  }
  return result;
}

void barrier(Site site) { runningBlock().barrier(site); }

void warpBarrier(unsigned mask, Site site) {
  runningBlock().exchange(WarpOperation::synchronize, mask, 0, 0, WARP_LANES, site);
}

unsigned long long exchangeBits(WarpOperation operation, unsigned mask, unsigned long long bits, int argument,
                                int width, Site site) {
  return runningBlock().exchange(operation, mask, bits, argument, width, site);
}

unsigned ballot(unsigned mask, bool predicate, Site site) {
  return static_cast<unsigned>(
      runningBlock().exchange(WarpOperation::ballot, mask, predicate ? 1 : 0, 0, WARP_LANES, site));
}

}  // namespace lm::stand_in
