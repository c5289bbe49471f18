// Own worker threads. A run hands out numbered tasks; which thread takes which task never changes a result.
//
// The caller works too, and waits only for tasks that somebody has begun: a worker that the system has not let run yet is
// left behind, so a busy machine slows a run down but never stalls it.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>
#include <type_traits>
#include <vector>

namespace lm {

class ThreadPool {
 public:
  // `threads` counts the calling thread, so 1 starts none.
  explicit ThreadPool(int threads);
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  int threads() const { return static_cast<int>(workers_.size()) + 1; }

  // Calls task(index, thread) for every index below `tasks` and returns when all have. One caller at a time.
  template <typename Task>
  void run(int64_t tasks, Task&& task) {
    using Plain = std::remove_reference_t<Task>;
    runErased(
        tasks, [](void* context, int64_t index, int thread) { (*static_cast<Plain*>(context))(index, thread); },
        const_cast<void*>(static_cast<const void*>(&task)));
  }

  // One plan runs at a time on a pool.
  std::mutex& ownership() { return ownership_; }

 private:
  using Function = void (*)(void*, int64_t, int);

  void runErased(int64_t tasks, Function function, void* context);
  void work(int thread);
  void stopAll();
  void drain(int thread);

  std::vector<std::thread> workers_;
  std::mutex ownership_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::condition_variable done_;
  std::atomic<uint64_t> generation_{0};
  std::atomic<bool> stop_{false};
  std::atomic<bool> open_{false};  // tasks may be taken
  std::atomic<int> active_{0};     // workers that may be taking tasks
  std::atomic<int64_t> next_{0};
  int64_t tasks_ = 0;
  Function function_ = nullptr;
  void* context_ = nullptr;
};

}  // namespace lm
