// Modules and their functions.
#include "../driver.h"
#include "../driver_api.h"
#include "../module.h"
#include "../registry.h"

using namespace lm::stand_in;

namespace {

void load(CUmodule* module, const void* image) {
  requireArgument(module, "the module");
  requireArgument(image, "the image");
  auto loaded = std::make_shared<Module>(&currentContext(), readImage(static_cast<const char*>(image)));
  driver().handles.add(loaded);
  *module = handleOf<CUmodule>(*loaded);
}

// Nothing here depends on registers, so these are plausible constants.
int attribute(const Kernel& kernel, int which) {
  switch (which) {
    case FUNCTION_MAX_THREADS_PER_BLOCK:
      return static_cast<int>(kernel.threads);
    case FUNCTION_REGISTERS:
      return 32;
    case FUNCTION_PTX_VERSION:
    case FUNCTION_BINARY_VERSION:
      return driver().profile.computeCapability;
    case FUNCTION_MAX_DYNAMIC_SHARED_SIZE_BYTES:
      return driver().profile.shared;
    case FUNCTION_PREFERRED_SHARED_MEMORY_CARVEOUT:
      return -1;
    case FUNCTION_SHARED_SIZE_BYTES:
    case FUNCTION_CONST_SIZE_BYTES:
    case FUNCTION_LOCAL_SIZE_BYTES:
    case FUNCTION_CACHE_MODE_CA:
      return 0;
    default:
      throw Failure(CODE_INVALID_VALUE,
                    "Expected an attribute of a function, received number " + std::to_string(which) + ".");
  }
}

}  // namespace

CUresult cuModuleLoadData(CUmodule* module, const void* image) {
  return call(__func__, Needs::contextOutsideCaptures, [&] { load(module, image); });
}

// The options are for a compiler, and nothing is compiled here.
CUresult cuModuleLoadDataEx(CUmodule* module, const void* image, unsigned, int*, void**) {
  return call(__func__, Needs::contextOutsideCaptures, [&] { load(module, image); });
}

CUresult cuModuleUnload(CUmodule module) {
  return call(__func__, Needs::contextOutsideCaptures, [&] {
    Handles& handles = driver().handles;
    const std::shared_ptr<Module> found = handles.find<Module>(module);
    for (const auto& entry : found->functions) {
      handles.remove(*handles.find<Function>(reinterpret_cast<void*>(entry.second)));
    }
    handles.remove(*found);
  });
}

CUresult cuModuleGetFunction(CUfunction* function, CUmodule module, const char* name) {
  return call(__func__, Needs::context, [&] {
    requireArgument(function, "the function");
    requireArgument(name, "the name");
    Handles& handles = driver().handles;
    const std::shared_ptr<Module> found = handles.find<Module>(module);
    const Kernel* kernel = findKernel(found->name, name);
    if (kernel == nullptr) {
      throw Failure(CODE_NOT_FOUND, "Expected a kernel of the module " + found->name + ", received " + name + ".");
    }
    auto known = found->functions.find(name);
    if (known == found->functions.end()) {
      auto created = std::make_shared<Function>(found->context, kernel, found->handle);
      handles.add(created);
      known = found->functions.emplace(name, created->handle).first;
    }
    *function = reinterpret_cast<CUfunction>(known->second);
  });
}

CUresult cuModuleGetGlobal_v2(CUdeviceptr*, size_t*, CUmodule module, const char* name) {
  return call(__func__, Needs::context, [&] {
    requireArgument(name, "the name");
    throw Failure(CODE_NOT_FOUND, "Expected a variable of the module " + driver().handles.find<Module>(module)->name +
                                      ", received " + name + ": modules have kernels only.");
  });
}

CUresult cuFuncGetModule(CUmodule* module, CUfunction function) {
  return call(__func__, Needs::context, [&] {
    requireArgument(module, "the module");
    *module = reinterpret_cast<CUmodule>(driver().handles.find<Function>(function)->module);
  });
}

CUresult cuFuncGetAttribute(int* value, int which, CUfunction function) {
  return call(__func__, Needs::context, [&] {
    requireArgument(value, "the value");
    *value = attribute(*driver().handles.find<Function>(function)->kernel, which);
  });
}

CUresult cuFuncSetAttribute(CUfunction function, int which, int value) {
  return call(__func__, Needs::context, [&] {
    driver().handles.find<Function>(function);
    const bool settable =
        which == FUNCTION_MAX_DYNAMIC_SHARED_SIZE_BYTES || which == FUNCTION_PREFERRED_SHARED_MEMORY_CARVEOUT;
    if (!settable || value > driver().profile.shared) {
      throw Failure(CODE_INVALID_VALUE, "Expected an attribute and a value that can be set, received number " +
                                            std::to_string(which) + " and " + std::to_string(value) + ".");
    }
  });
}

CUresult cuOccupancyMaxActiveBlocksPerMultiprocessor(int* blocks, CUfunction function, int threads, size_t shared) {
  return call(__func__, Needs::context, [&] {
    requireArgument(blocks, "the number of blocks");
    const Kernel& kernel = *driver().handles.find<Function>(function)->kernel;
    if (threads < 1) {
      throw Failure(CODE_INVALID_VALUE, "Expected 1 thread or more, received " + std::to_string(threads) + ".");
    }
    const bool fits = threads <= static_cast<int>(kernel.threads) && threads <= driver().profile.threads &&
                      shared <= static_cast<size_t>(driver().profile.shared);
    *blocks = fits ? std::min(32, 2048 / threads) : 0;
  });
}
