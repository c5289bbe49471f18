// Code on the worker that may fault: the fault ends it, and not the process. A watchdog ends what runs too long.
#pragma once

#include <pthread.h>

#include <chrono>
#include <csignal>
#include <optional>

#include "block.h"

namespace lm::stand_in {

// Gives the worker a stack for signal handlers: a fiber that overflows its own has none left.
void useSignalStack();

// While one of these lives, faults of the worker's guarded code are caught; those of all other threads go to the
// handlers that were there before, which are put back at the end.
class SignalHandlers {
 public:
  explicit SignalHandlers(pthread_t worker);
  ~SignalHandlers();
  SignalHandlers(const SignalHandlers&) = delete;
  SignalHandlers& operator=(const SignalHandlers&) = delete;
};

// What was caught, with the address that was touched.
struct CaughtSignal {
  int code;
  const char* cause;
  uint64_t address;
};

// Runs the body; nothing when it came to its end. The body must own nothing that a jump out of it would lose.
using GuardedBody = void (*)(void* data);
std::optional<CaughtSignal> guarded(GuardedBody body, void* data);

constexpr std::chrono::milliseconds DEFAULT_WATCHDOG{60000};
void setWatchdog(std::chrono::milliseconds limit);

// Called while the worker works: ends a body that has run longer than the watchdog allows.
void interruptOverdue();

}  // namespace lm::stand_in
