// The state of the whole driver, and the frame of every call.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "context.h"
#include "fault_plan.h"
#include "handles.h"
#include "host_memory.h"
#include "profile.h"

namespace lm::stand_in {

enum class StreamMode { eager, lazy, random };

struct Device {
  std::shared_ptr<Context> primary;
  unsigned retained = 0;
};

struct Driver {
  Profile profile;
  FaultPlan faults;
  StreamMode streams = StreamMode::lazy;
  Order order = Order::forward;
  bool rotate = true;      // another order after each synchronisation that waited for kernels
  bool checkEach = false;  // look at the red zones after every kernel
  Random random{1};

  bool initialized = false;
  uint64_t calls = 0;
  HostMemory host;
  Handles handles;
  std::vector<Device> devices;
  std::vector<std::weak_ptr<Capture>> captures;  // those that have not ended
  uint64_t generation = 0;                       // of the state; threads' current contexts are of one
};

Driver& driver();

// The next order, when they rotate.
void rotateOrder();

// Forgets everything, as a new process would; profile, fault plan, modes and the counters begin anew too.
void resetDriver();

std::mutex& driverMutex();

enum class Needs { nothing, initialization, context, contextOutsideCaptures };

// The frame of a driver call: counts it, applies the fault plan, checks what the call needs, turns Failure into its
// code.
CUresult call(const char* name, Needs needs, const std::function<void()>& body) noexcept;

// The calling thread's contexts.
Context& currentContext();
std::shared_ptr<Context> currentContextOrNull();
void setCurrentContext(CUcontext context);
void pushContext(CUcontext context);
CUcontext popContext();

// Throws INVALID_VALUE when an argument that must point somewhere does not.
void requireArgument(const void* argument, const char* name);

}  // namespace lm::stand_in
