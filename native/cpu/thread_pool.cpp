#include "thread_pool.h"

#if defined(__x86_64__) || defined(__i386__)
#include <immintrin.h>
#endif

namespace lm {

namespace {

// Steps of one plan follow each other within microseconds, so a worker looks for the next one for about 20 µs before it
// sleeps; longer spinning would only take the core from somebody else.
constexpr int kSpins = 600;

void relax() {
#if defined(__x86_64__) || defined(__i386__)
  _mm_pause();
#endif
}

}  // namespace

ThreadPool::ThreadPool(int threads) {
  try {
    for (int i = 1; i < threads; i++) {
      workers_.emplace_back([this, i] { work(i); });
    }
  } catch (...) {
    // The destructor does not run for a pool that was never finished, and a thread that nobody joins ends the process.
    stopAll();
    throw;
  }
}

ThreadPool::~ThreadPool() { stopAll(); }

void ThreadPool::stopAll() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    stop_.store(true);
    generation_.fetch_add(1);
  }
  wake_.notify_all();
  for (std::thread& worker : workers_) {
    worker.join();
  }
}

void ThreadPool::runErased(int64_t tasks, Function function, void* context) {
  if (workers_.empty() || tasks <= 1) {
    for (int64_t i = 0; i < tasks; i++) {
      function(context, i, 0);
    }
    return;
  }
  // Nobody is active and the run is closed, so these are the caller's to change.
  tasks_ = tasks;
  function_ = function;
  context_ = context;
  next_.store(0);
  open_.store(true);
  {
    std::lock_guard<std::mutex> lock(mutex_);
    generation_.fetch_add(1);
  }
  wake_.notify_all();
  drain(0);
  // A worker counts itself active before it looks whether the run is open; so whoever saw it open is counted here, and
  // whoever comes later finds it closed.
  open_.store(false);
  for (int spins = 0; active_.load() != 0 && spins < kSpins; spins++) {
    relax();
  }
  if (active_.load() != 0) {
    std::unique_lock<std::mutex> lock(mutex_);
    done_.wait(lock, [&] { return active_.load() == 0; });
  }
}

void ThreadPool::drain(int thread) {
  for (int64_t i = next_.fetch_add(1, std::memory_order_relaxed); i < tasks_;
       i = next_.fetch_add(1, std::memory_order_relaxed)) {
    function_(context_, i, thread);
  }
}

void ThreadPool::work(int thread) {
  uint64_t seen = 0;
  while (true) {
    for (int spins = 0; spins < kSpins && generation_.load(std::memory_order_acquire) == seen; spins++) {
      relax();
    }
    if (generation_.load(std::memory_order_acquire) == seen) {
      std::unique_lock<std::mutex> lock(mutex_);
      wake_.wait(lock, [&] { return generation_.load(std::memory_order_acquire) != seen; });
    }
    seen = generation_.load(std::memory_order_acquire);
    if (stop_.load()) {
      return;
    }
    active_.fetch_add(1);
    if (open_.load()) {
      drain(thread);
    }
    if (active_.fetch_sub(1) == 1) {
      std::lock_guard<std::mutex> lock(mutex_);
      done_.notify_one();
    }
  }
}

}  // namespace lm
