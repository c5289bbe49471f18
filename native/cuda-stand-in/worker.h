// The one thread on which kernels and copies run. It is the stand-in's own, never a thread of the host: fibers change
// its stack, and signals end its kernels.
#pragma once

#include <pthread.h>

#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>

namespace lm::stand_in {

class Worker {
 public:
  static Worker& instance();

  // Runs the job on the worker while the caller waits; what the job throws, the caller gets. One caller at a time: the
  // driver's lock sees to that.
  void run(const std::function<void()>& job);

  // Is the caller the worker itself, that is, a host function within a stream?
  bool isCurrent() const { return pthread_equal(pthread_self(), thread_) != 0; }

 private:
  Worker();
  static void* main(void* self);
  void serve();

  pthread_t thread_{};
  std::mutex mutex_;
  std::condition_variable changed_;
  const std::function<void()>* job_ = nullptr;
  std::exception_ptr thrown_;
};

}  // namespace lm::stand_in
