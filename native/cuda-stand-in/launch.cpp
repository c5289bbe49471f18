#include "launch.h"

#include "guard.h"
#include "kernel_language.h"

namespace lm::stand_in {

namespace {

struct GridRun {
  const Launch* launch;
  const void* const* values;
  Order order;
  Random* random;
  bool completed;
};

std::string text(const Launch& launch) {
  return std::string(launch.kernel->name) + ", block (" + std::to_string(blockIdx.x) + ", " +
         std::to_string(blockIdx.y) + ", " + std::to_string(blockIdx.z) + "), thread " + std::to_string(threadIdx.x);
}

void runBlocks(void* data) {
  GridRun& run = *static_cast<GridRun*>(data);
  const Launch& launch = *run.launch;
  const uint64_t count = launch.grid.count();
  const Permutation permutation(run.order, count, *run.random);
  uint64_t position = permutation[0];
  for (uint64_t i = 0; i < count; i++) {
    const uint64_t row = position / launch.grid.x;
    blockIdx = uint3{static_cast<unsigned>(position % launch.grid.x), static_cast<unsigned>(row % launch.grid.y),
                     static_cast<unsigned>(row / launch.grid.y)};
    if (!runningBlock().run(*launch.kernel, run.values, launch.block, run.order, *run.random)) {
      return;
    }
    position = permutation.after(position);
  }
  run.completed = true;
}

}  // namespace

std::optional<Fault> runLaunch(const Launch& launch, Order order, Random& random) {
  std::vector<const void*> values(launch.values.size() + 1);
  for (size_t i = 0; i < launch.values.size(); i++) {
    values[i] = &launch.values[i];
  }
  gridDim = dim3{launch.grid.x, launch.grid.y, launch.grid.z};
  blockDim = dim3{launch.block.x, launch.block.y, launch.block.z};
  GridRun run{&launch, values.data(), order, &random, false};
  const std::optional<CaughtSignal> signal = guarded(&runBlocks, &run);
  if (signal) {
    runningBlock().abandon();
    char address[32] = "";
    if (signal->address != 0) {
      std::snprintf(address, sizeof(address), " at 0x%llx", static_cast<unsigned long long>(signal->address));
    }
    return Fault{signal->code, std::string(signal->cause) + address + " in the kernel " + text(launch)};
  }
  if (!run.completed) {
    const Fault& fault = runningBlock().fault();
    return Fault{fault.code, fault.message + " in the kernel " + text(launch)};
  }
  return std::nullopt;
}

}  // namespace lm::stand_in
