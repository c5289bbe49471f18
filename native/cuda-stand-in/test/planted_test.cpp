// Every planted mistake shows: as an error with a message that names the place, as a value that no kernel computed, or
// as results that depend on the order of the threads.
#include <cmath>
#include <set>

#include "device.h"

using namespace lm::stand_in::test;

namespace {

constexpr int N = 100;

// The kernel ends with this code, in every order, and the log says why.
void faults(const char* kernel, unsigned block, int code, const char* message, unsigned grid = 1) {
  for (const char* order : ORDERS) {
    TestDevice device({order, "log clear", "watchdog 100"});
    const CUdeviceptr y = device.upload(std::vector<float>(N, 0.0f));
    const CUfunction function = device.kernel("planted", kernel);
    int second = 0;
    const std::string name = kernel;
    if (name == "planted_write_behind" || name == "planted_write_before") {
      second = N;
    } else if (name == "planted_read_far") {
      second = 1 << 20;
    } else if (name == "planted_shared_overrun") {
      second = 1;
    } else if (name == "planted_exit_before_barrier") {
      second = 60;
    }
    const CUdeviceptr other = device.upload(std::vector<float>(N, 0.0f));
    Argument first(name == "planted_misaligned" ? other : y);
    Argument integer(second);
    Argument pointer(y);
    void* arguments[] = {first.address, name == "planted_misaligned" ? pointer.address : integer.address};
    CHECK_EQUAL(cuLaunchKernel(function, grid, 1, 1, block, 1, 1, 0, nullptr, arguments, nullptr), 0);
    const CUresult received = cuCtxSynchronize();
    if (received != code) {
      std::printf("%s, %s: expected %d, received %d\n", kernel, order, code, received);
      failures++;
    }
    CHECK_CONTAINS(command("log"), message);
    CHECK_CONTAINS(command("log"), kernel);
    CHECK_EQUAL(cuMemFree_v2(y), code);
  }
}

// Some output of the kernel is the bit pattern of fresh memory.
void leavesPoison(const char* kernel, unsigned grid, unsigned block, size_t outputs, bool takesInput = false) {
  TestDevice device;
  const CUdeviceptr x = device.upload(std::vector<float>(N, 1.0f));
  const CUdeviceptr y = device.allocate(N * 4);
  CHECK_EQUAL(takesInput ? device.run("planted", kernel, grid, block, {x, y, N})
                         : device.run("planted", kernel, grid, block, {y, N}),
              0);
  bool poisoned = false;
  for (float value : device.download(y, outputs)) {
    poisoned = poisoned || std::isnan(value);
  }
  if (!poisoned) {
    std::printf("%s: expected a NaN, received none\n", kernel);
    failures++;
  }
}

void dependsOnOrder(const char* kernel, unsigned grid, unsigned block) {
  std::set<std::string> results;
  for (const char* order : ORDERS) {
    TestDevice device({order});
    const CUdeviceptr y = device.upload(std::vector<float>(N, 0.0f));
    CHECK_EQUAL(device.run("planted", kernel, grid, block, {y}), 0);
    std::string text;
    for (float value : device.download(y, block)) {
      text += std::to_string(value) + " ";
    }
    results.insert(text);
  }
  if (results.size() < 2) {
    std::printf("%s: expected results that depend on the order, received the same in all\n", kernel);
    failures++;
  }
}

}  // namespace

int main() {
  faults("planted_barrier_for_half", 64, 719, "divergent barrier: threads 0-31 at the barrier planted.cu:9");
  faults("planted_exit_before_barrier", 64, 719, "threads 60-63 ended");
  faults("planted_two_barriers", 64, 719, "divergent barrier");
  faults("planted_uneven_loop", 64, 719, "threads 32-63 at the barrier planted.cu:33");
  faults("planted_mask_without_self", 32, 719, "is not in its own warp mask at planted.cu");
  faults("planted_partial_warp", 40, 719, "lanes that a block of 40 threads has not");
  faults("planted_lane_left", 32, 719, "thread");
  faults("planted_warp_sites", 32, 719, "meet in different places");
  faults("planted_bad_width", 32, 719, "received 12");
  faults("planted_write_behind", 128, 700, "a write 0 bytes behind the end of the allocation of 400 bytes");
  faults("planted_write_before", 128, 700, "a write 4 bytes before the allocation of 400 bytes");
  faults("planted_read_far", 32, 700, "an access at 0x");
  faults("planted_misaligned", 1, 716,
         "a misaligned access: Expected a multiple of 16, received one with the remainder 4 at vector.cuh:");
  faults("planted_shared_overrun", 32, 700, "a write beside the shared array values");
  faults("planted_shared_too_large", 32, 701, "Expected at most 49152 bytes of shared memory, received 65536");
  faults("planted_endless", 32, 702, "watchdog");
  faults("planted_wait_for_block", 32, 702, "watchdog", 2);
  faults("planted_division", 32, 719, "division by zero");
  faults("planted_trap", 32, 715, "illegal instruction");
  faults("planted_recursion", 32, 700, "an access at 0x");

  leavesPoison("planted_unwritten", 1, 128, N);
  leavesPoison("planted_wrong_stride", 1, 32, N);
  leavesPoison("planted_read_halo", 1, 128, N, true);
  leavesPoison("planted_unwritten_shared", 1, 32, 32);
  leavesPoison("planted_shared_from_last_block", 2, 32, 64);
  leavesPoison("planted_lane_outside_mask", 1, 32, 16);

  dependsOnOrder("planted_missing_barrier", 1, 64);
  dependsOnOrder("planted_missing_second_barrier", 1, 64);
  dependsOnOrder("planted_lock_step", 1, 32);
  dependsOnOrder("planted_block_race", 3, 32);
  return result();
}
