// Faults of kernels are caught on the stand-in's own thread only: those of the host's threads go where they always went.
#include <csetjmp>
#include <csignal>

#include <atomic>
#include <thread>

#include "device.h"

using namespace lm::stand_in::test;

namespace {

constexpr int ROUNDS = 20;
constexpr unsigned BLOCKS = 256;

thread_local sigjmp_buf landing;
thread_local volatile sig_atomic_t expected = 0;
std::atomic<int> strays{0};

void hostHandler(int, siginfo_t*, void*) {
  if (expected == 0) {
    strays++;
    std::abort();
  }
  expected = 0;
  siglongjmp(landing, 1);
}

// As a virtual machine does for its null checks: a fault, a handler, and on with it.
int faultAndRecover() {
  if (sigsetjmp(landing, 1) != 0) {
    return 1;
  }
  expected = 1;
  volatile int* volatile nowhere = reinterpret_cast<volatile int*>(64);
  return *nowhere;
}

void hostFaultsStayWithTheHost() {
  struct sigaction action {};
  action.sa_sigaction = &hostHandler;
  action.sa_flags = SA_SIGINFO;
  struct sigaction before {};
  sigaction(SIGSEGV, &action, &before);

  std::atomic<bool> stop{false};
  std::atomic<int> recovered{0};
  std::thread host([&] {
    while (!stop) {
      recovered += faultAndRecover();
    }
  });
  for (int round = 0; round < ROUNDS; round++) {
    TestDevice device({"streams eager"});
    // Long enough that the host's faults come while a kernel runs.
    const CUdeviceptr y = device.upload(std::vector<float>(BLOCKS * 256, 1));
    CHECK_EQUAL(device.run("probe", "probe_warp_sum", BLOCKS, 256, {y, y}), 0);
    CHECK_EQUAL(device.run("planted", "planted_read_far", 1, 32, {y, 1 << 20}), 700);
  }
  stop = true;
  host.join();
  CHECK(recovered > ROUNDS);
  CHECK_EQUAL(strays.load(), 0);
  CHECK_EQUAL(faultAndRecover(), 1);

  // Nothing of the stand-in stays behind.
  struct sigaction after {};
  sigaction(SIGSEGV, nullptr, &after);
  CHECK(after.sa_sigaction == &hostHandler);
  sigaction(SIGSEGV, &before, nullptr);
}

}  // namespace

int main() {
  hostFaultsStayWithTheHost();
  return result();
}
