#include "driver.h"

#include <new>

#include "log.h"
#include "worker.h"

namespace lm::stand_in {

namespace {

constexpr unsigned CONTEXT_STACK = 16;

// Plain data, because it is gone with the thread: no destructor runs on a thread of the host.
struct ThreadContexts {
  uint64_t generation;
  unsigned depth;
  uint64_t handles[CONTEXT_STACK];
};

thread_local ThreadContexts threadContexts;

std::unique_ptr<Driver>& state() {
  static auto* only = new std::unique_ptr<Driver>(std::make_unique<Driver>());
  return *only;
}

uint64_t generations = 1;

ThreadContexts& contexts() {
  if (threadContexts.generation != generations) {
    threadContexts = ThreadContexts{generations, 0, {}};
  }
  return threadContexts;
}

// A call that another stream's capture forbids also ends that capture.
void refuseDuringCapture(const char* name) {
  bool refused = false;
  for (const std::weak_ptr<Capture>& entry : driver().captures) {
    std::shared_ptr<Capture> capture = entry.lock();
    if (capture != nullptr && (capture->mode == CAPTURE_GLOBAL || (capture->mode == CAPTURE_THREAD_LOCAL &&
                                                                   pthread_equal(capture->thread, pthread_self())))) {
      capture->invalidated = true;
      refused = true;
    }
  }
  if (refused) {
    throw Failure(CODE_STREAM_CAPTURE_UNSUPPORTED,
                  std::string("Expected no ") + name + " while a stream is being captured, received one.");
  }
}

void begin(const char* name, Needs needs) {
  Driver& d = driver();
  d.calls++;
  const CUresult planned = d.faults.next(name);
  if (planned != CODE_SUCCESS) {
    std::shared_ptr<Context> context = currentContextOrNull();
    if (isSticky(planned) && context != nullptr) {
      context->setFault(Fault{planned, std::string("the fault plan's for ") + name});
      context->throwFault();
    }
    throw Failure(planned, "so says the fault plan");
  }
  if (needs != Needs::nothing && !d.initialized) {
    throw Failure(CODE_NOT_INITIALIZED, "Expected cuInit first, received no call of it.");
  }
  if (needs == Needs::context || needs == Needs::contextOutsideCaptures) {
    currentContext().throwFaultSometimes();
  }
  if (needs == Needs::contextOutsideCaptures) {
    refuseDuringCapture(name);
  }
}

}  // namespace

Driver& driver() { return *state(); }

std::mutex& driverMutex() {
  static auto* mutex = new std::mutex();
  return *mutex;
}

void rotateOrder() {
  Driver& d = driver();
  if (d.rotate) {
    d.order = d.order == Order::forward ? Order::reverse : d.order == Order::reverse ? Order::random : Order::forward;
  }
}

void resetDriver() {
  generations++;
  state() = std::make_unique<Driver>();
}

CUresult call(const char* name, Needs needs, const std::function<void()>& body) noexcept {
  try {
    if (Worker::instance().isCurrent()) {
      throw Failure(CODE_NOT_PERMITTED, "Expected no driver call within a host function, received one.");
    }
    std::lock_guard<std::mutex> hold(driverMutex());
    begin(name, needs);
    body();
    return CODE_SUCCESS;
  } catch (const Failure& failure) {
    if (failure.code != CODE_NOT_READY) {
      log(std::string(name) + " gives " + std::to_string(failure.code) + ": " + failure.what());
    }
    return failure.code;
  } catch (const std::bad_alloc&) {
    return CODE_OUT_OF_MEMORY;
  } catch (const std::exception& exception) {
    log(std::string(name) + " gives " + std::to_string(CODE_OPERATING_SYSTEM) + ": " + exception.what());
    return CODE_OPERATING_SYSTEM;
  }
}

std::shared_ptr<Context> currentContextOrNull() {
  const ThreadContexts& mine = contexts();
  return mine.depth == 0 ? nullptr
                         : driver().handles.tryFind<Context>(reinterpret_cast<void*>(mine.handles[mine.depth - 1]));
}

Context& currentContext() {
  const ThreadContexts& mine = contexts();
  if (mine.depth == 0 || mine.handles[mine.depth - 1] == 0) {
    throw Failure(CODE_INVALID_CONTEXT, "Expected a context that is current on this thread, received none.");
  }
  std::shared_ptr<Context> context = currentContextOrNull();
  if (context == nullptr) {
    throw Failure(CODE_CONTEXT_IS_DESTROYED, "the context that is current on this thread has been destroyed");
  }
  return *context;
}

void setCurrentContext(CUcontext context) {
  const uint64_t handle = context == nullptr ? 0 : driver().handles.find<Context>(context)->handle;
  ThreadContexts& mine = contexts();
  if (mine.depth == 0) {
    mine.depth = 1;
  }
  mine.handles[mine.depth - 1] = handle;
}

void pushContext(CUcontext context) {
  const uint64_t handle = driver().handles.find<Context>(context)->handle;
  ThreadContexts& mine = contexts();
  if (mine.depth == CONTEXT_STACK) {
    throw Failure(CODE_OUT_OF_MEMORY, "Expected at most 16 contexts on a thread's stack, received one more.");
  }
  mine.handles[mine.depth++] = handle;
}

CUcontext popContext() {
  ThreadContexts& mine = contexts();
  if (mine.depth == 0) {
    throw Failure(CODE_INVALID_CONTEXT, "Expected a context on this thread's stack, received none.");
  }
  return reinterpret_cast<CUcontext>(mine.handles[--mine.depth]);
}

void requireArgument(const void* argument, const char* name) {
  if (argument == nullptr) {
    throw Failure(CODE_INVALID_VALUE, std::string("Expected an address for ") + name + ", received 0.");
  }
}

}  // namespace lm::stand_in
