// Launches of kernels and of host functions.
#include <cstring>

#include "../driver.h"
#include "../driver_api.h"
#include "../host_read.h"
#include "../module.h"

using namespace lm::stand_in;

namespace {

void requireShape(const Kernel& kernel, Extent grid, Extent block, unsigned sharedBytes) {
  const Profile& profile = driver().profile;
  const auto refuse = [&](CUresult code, const std::string& expected, const std::string& received) {
    throw Failure(code, std::string(kernel.name) + ": Expected " + expected + ", received " + received + ".");
  };
  if (grid.count() == 0 || block.count() == 0) {
    refuse(CODE_INVALID_VALUE, "a grid and a block of at least 1 in each dimension", "a 0");
  }
  if (grid.x > 0x7fffffffu || grid.y > 65535 || grid.z > 65535) {
    refuse(CODE_INVALID_VALUE, "a grid of at most 2147483647 x 65535 x 65535",
           std::to_string(grid.x) + " x " + std::to_string(grid.y) + " x " + std::to_string(grid.z));
  }
  const unsigned limit = static_cast<unsigned>(profile.threads);
  if (block.x > limit || block.y > limit || block.z > 64 || block.count() > limit) {
    refuse(CODE_INVALID_VALUE, "a block of at most " + std::to_string(limit) + " threads",
           std::to_string(block.x) + " x " + std::to_string(block.y) + " x " + std::to_string(block.z));
  }
  if (block.count() > kernel.threads) {
    refuse(CODE_LAUNCH_OUT_OF_RESOURCES,
           "at most the " + std::to_string(kernel.threads) + " threads of its launch bound",
           std::to_string(block.count()));
  }
  if (sharedBytes > static_cast<unsigned>(profile.shared)) {
    refuse(CODE_INVALID_VALUE, "at most " + std::to_string(profile.shared) + " bytes of dynamic shared memory",
           std::to_string(sharedBytes));
  }
}

void requirePointer(const Context& context, const Kernel& kernel, size_t index, uint64_t address) {
  if (address != 0 && !context.memory.contains(address, 1) &&
      !driver().host.isPinned(reinterpret_cast<void*>(address), 1)) {
    throw Failure(CODE_INVALID_VALUE, std::string(kernel.name) + ", argument " + std::to_string(index) +
                                          ": Expected device memory or 0, received " +
                                          context.memory.describe(address) + ".");
  }
}

std::vector<uint64_t> argumentsFromArray(const Kernel& kernel, void** parameters) {
  std::vector<uint64_t> values(kernel.argumentCount, 0);
  if (kernel.argumentCount > 0) {
    requireArgument(parameters, "the arguments");
  }
  // Too few arguments make the driver read whatever comes behind them, so nothing here may be trusted.
  std::vector<const void*> addresses(kernel.argumentCount);
  readHost(addresses.data(), parameters, addresses.size() * sizeof(addresses[0]), "the array of arguments");
  for (size_t i = 0; i < kernel.argumentCount; i++) {
    readHost(&values[i], addresses[i], kernel.arguments[i].size,
             (std::string(kernel.name) + "'s argument " + std::to_string(i)).c_str());
  }
  return values;
}

std::vector<uint64_t> argumentsFromBuffer(const Kernel& kernel, void** extra) {
  const char* buffer = nullptr;
  const size_t* size = nullptr;
  for (size_t i = 0; reinterpret_cast<uintptr_t>(extra[i]) != LAUNCH_END; i += 2) {
    const uintptr_t key = reinterpret_cast<uintptr_t>(extra[i]);
    if (key == LAUNCH_BUFFER_POINTER) {
      buffer = static_cast<const char*>(extra[i + 1]);
    } else if (key == LAUNCH_BUFFER_SIZE) {
      size = static_cast<const size_t*>(extra[i + 1]);
    } else {
      throw Failure(CODE_INVALID_VALUE, "Expected the keys 1 and 2 in extra, received " + std::to_string(key) + ".");
    }
  }
  requireArgument(buffer, "the argument buffer");
  requireArgument(size, "the size of the argument buffer");
  if (*size != kernel.packedSize()) {
    throw Failure(CODE_INVALID_VALUE, std::string(kernel.name) + ": Expected " + std::to_string(kernel.packedSize()) +
                                          " bytes for " + std::to_string(kernel.argumentCount) +
                                          " arguments, received " + std::to_string(*size) + ".");
  }
  std::vector<uint64_t> values(kernel.argumentCount, 0);
  for (size_t i = 0; i < kernel.argumentCount; i++) {
    std::memcpy(&values[i], buffer + kernel.arguments[i].offset, kernel.arguments[i].size);
  }
  return values;
}

}  // namespace

CUresult cuLaunchKernel(CUfunction function, unsigned gridX, unsigned gridY, unsigned gridZ, unsigned blockX,
                             unsigned blockY, unsigned blockZ, unsigned sharedBytes, CUstream stream, void** parameters,
                             void** extra) {
  return call(__func__, Needs::context, [&] {
    Context& context = currentContext();
    const Kernel& kernel = *driver().handles.find<Function>(function)->kernel;
    Launch launch{&kernel, {gridX, gridY, gridZ}, {blockX, blockY, blockZ}, {}};
    requireShape(kernel, launch.grid, launch.block, sharedBytes);
    if (parameters != nullptr && extra != nullptr) {
      throw Failure(CODE_INVALID_VALUE, "Expected arguments in one way, received them as an array and in a buffer.");
    }
    launch.values = extra == nullptr ? argumentsFromArray(kernel, parameters) : argumentsFromBuffer(kernel, extra);
    for (size_t i = 0; i < kernel.argumentCount; i++) {
      if (kernel.arguments[i].pointer) {
        requirePointer(context, kernel, i, launch.values[i]);
      }
    }
    context.enqueue(context.stream(stream), Work{NODE_KERNEL, kernel.name, [launch = std::move(launch)](Context& self) {
                                                   self.runKernel(launch);
                                                 }});
  });
}

CUresult cuLaunchHostFunc(CUstream stream, CUhostFn function, void* data) {
  return call(__func__, Needs::context, [&] {
    if (function == nullptr) {
      throw Failure(CODE_INVALID_VALUE, "Expected a function, received 0.");
    }
    Context& context = currentContext();
    context.enqueue(context.stream(stream),
                    Work{NODE_HOST, "host function", [function, data](Context&) { function(data); }});
  });
}
