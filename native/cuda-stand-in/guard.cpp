#include "guard.h"

#include <csetjmp>

#include <atomic>

#include "driver_types.h"

namespace lm::stand_in {

namespace {

constexpr int SIGNALS[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL};
constexpr int WATCHDOG_SIGNAL = SIGBUS;
constexpr size_t SIGNAL_STACK_BYTES = 64 * 1024;

pthread_t workerThread;
struct sigaction previous[NSIG];

// Written by the worker around a guarded body; the handler on the same thread reads them.
sigjmp_buf landing;
volatile sig_atomic_t guarding = 0;
CaughtSignal caught{};

std::atomic<int64_t> began{0};  // when the guarded body began, 0 outside
std::atomic<bool> overdue{false};
std::atomic<int64_t> limitNanoseconds{std::chrono::nanoseconds(DEFAULT_WATCHDOG).count()};

int64_t now() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

CaughtSignal classify(int signal, const siginfo_t& info) {
  const uint64_t address = reinterpret_cast<uint64_t>(info.si_addr);
  switch (signal) {
    case SIGFPE:
      return {CODE_LAUNCH_FAILED, "an integer division by zero", 0};
    case SIGILL:
      return {CODE_ILLEGAL_INSTRUCTION, "an illegal instruction", 0};
    case SIGBUS:
      return {CODE_ILLEGAL_ADDRESS, "an access to memory that is not there", address};
    default:
      // A vector access off its alignment raises a fault that has no address.
      return info.si_code == SI_KERNEL ? CaughtSignal{CODE_MISALIGNED_ADDRESS, "a misaligned access", 0}
                                       : CaughtSignal{CODE_ILLEGAL_ADDRESS, "an access", address};
  }
}

void chain(int signal, siginfo_t* info, void* context) {
  const struct sigaction& action = previous[signal];
  if ((action.sa_flags & SA_SIGINFO) != 0) {
    action.sa_sigaction(signal, info, context);
  } else if (action.sa_handler == SIG_DFL) {
    ::signal(signal, SIG_DFL);  // the fault happens again, now without us
  } else if (action.sa_handler != SIG_IGN) {
    action.sa_handler(signal);
  }
}

void onSignal(int signal, siginfo_t* info, void* context) {
  if (pthread_equal(pthread_self(), workerThread) == 0) {
    chain(signal, info, context);
    return;
  }
  const bool fromWatchdog = info->si_code == SI_TKILL;
  if (guarding == 0) {
    if (!fromWatchdog) {
      chain(signal, info, context);
    }
    return;  // the body ended just before the watchdog's signal came
  }
  caught = fromWatchdog ? CaughtSignal{CODE_LAUNCH_TIMEOUT, "no end within the watchdog's time", 0}
                        : classify(signal, *info);
  guarding = 0;
  siglongjmp(landing, 1);
}

}  // namespace

void useSignalStack() {
  alignas(16) static char bytes[SIGNAL_STACK_BYTES];  // there is one such thread
  stack_t stack{};
  stack.ss_size = sizeof(bytes);
  stack.ss_sp = bytes;
  sigaltstack(&stack, nullptr);
}

SignalHandlers::SignalHandlers(pthread_t worker) {
  workerThread = worker;
  for (int signal : SIGNALS) {
    struct sigaction action {};
    sigaction(signal, nullptr, &previous[signal]);
    action.sa_sigaction = &onSignal;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK | (previous[signal].sa_flags & SA_RESTART);
    action.sa_mask = previous[signal].sa_mask;
    sigaction(signal, &action, nullptr);
  }
}

SignalHandlers::~SignalHandlers() {
  for (int signal : SIGNALS) {
    sigaction(signal, &previous[signal], nullptr);
  }
}

std::optional<CaughtSignal> guarded(GuardedBody body, void* data) {
  sigset_t mask;
  pthread_sigmask(SIG_SETMASK, nullptr, &mask);
  if (sigsetjmp(landing, 0) != 0) {
    began = 0;
    pthread_sigmask(SIG_SETMASK, &mask, nullptr);  // the handler ran with more signals blocked
    return caught;
  }
  overdue = false;
  began = now();
  guarding = 1;
  body(data);
  guarding = 0;
  began = 0;
  return std::nullopt;
}

void setWatchdog(std::chrono::milliseconds limit) {
  limitNanoseconds = std::chrono::duration_cast<std::chrono::nanoseconds>(limit).count();
}

void interruptOverdue() {
  const int64_t start = began;
  if (start != 0 && now() - start > limitNanoseconds && !overdue.exchange(true)) {
    pthread_kill(workerThread, WATCHDOG_SIGNAL);
  }
}

}  // namespace lm::stand_in
