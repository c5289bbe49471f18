#include "worker.h"

#include <csignal>

#include <chrono>

#include "error.h"
#include "guard.h"

namespace lm::stand_in {

// Never destroyed: the host may end while the thread waits.
Worker& Worker::instance() {
  static Worker* worker = new Worker();
  return *worker;
}

Worker::Worker() {
  // Signals that are for the process go to the host's threads; those that a kernel causes cannot be blocked anyway.
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  for (int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL}) {
    sigdelset(&all, signal);
  }
  pthread_sigmask(SIG_SETMASK, &all, &before);
  const int result = pthread_create(&thread_, nullptr, &Worker::main, this);
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  if (result != 0) {
    throw Failure(CODE_OPERATING_SYSTEM, "the stand-in's thread could not be started");
  }
  pthread_setname_np(thread_, "cuda-stand-in");
}

void* Worker::main(void* self) {
  static_cast<Worker*>(self)->serve();
  return nullptr;
}

void Worker::serve() {
  useSignalStack();
  std::unique_lock<std::mutex> hold(mutex_);
  for (;;) {
    changed_.wait(hold, [this] { return job_ != nullptr; });
    hold.unlock();
    try {
      (*job_)();
    } catch (...) {
      thrown_ = std::current_exception();
    }
    hold.lock();
    job_ = nullptr;
    changed_.notify_all();
  }
}

void Worker::run(const std::function<void()>& job) {
  SignalHandlers handlers(thread_);
  std::unique_lock<std::mutex> hold(mutex_);
  thrown_ = nullptr;
  job_ = &job;
  changed_.notify_all();
  while (!changed_.wait_for(hold, std::chrono::milliseconds(20), [this] { return job_ == nullptr; })) {
    interruptOverdue();
  }
  if (thrown_ != nullptr) {
    std::rethrow_exception(thrown_);
  }
}

}  // namespace lm::stand_in
