// The driver itself and the devices.
#include <cstring>

#include "../driver.h"
#include "../driver_api.h"

using namespace lm::stand_in;

namespace {

constexpr int NO_ATTRIBUTE = -1;

void requireDevice(CUdevice device) {
  const int count = driver().profile.devices;
  if (device < 0 || device >= count) {
    throw Failure(CODE_INVALID_DEVICE, "Expected a device below " + std::to_string(count) + ", received " +
                                           std::to_string(device) + ".");
  }
}

// Sizes of a small card of the profile's kind.
int attribute(const Profile& profile, int which) {
  switch (which) {
    case ATTRIBUTE_MAX_THREADS_PER_BLOCK:
    case ATTRIBUTE_MAX_BLOCK_X:
    case ATTRIBUTE_MAX_BLOCK_Y:
      return profile.threads;
    case ATTRIBUTE_MAX_BLOCK_Z:
      return 64;
    case ATTRIBUTE_MAX_GRID_X:
      return 0x7fffffff;
    case ATTRIBUTE_MAX_GRID_Y:
    case ATTRIBUTE_MAX_GRID_Z:
      return 65535;
    case ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK:
    case ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK_OPTIN:
      return profile.shared;
    case ATTRIBUTE_MAX_SHARED_MEMORY_PER_MULTIPROCESSOR:
      return 2 * profile.shared;
    case ATTRIBUTE_TOTAL_CONSTANT_MEMORY:
      return 65536;
    case ATTRIBUTE_WARP_SIZE:
      return 32;
    case ATTRIBUTE_MAX_REGISTERS_PER_BLOCK:
    case ATTRIBUTE_MAX_REGISTERS_PER_MULTIPROCESSOR:
      return 65536;
    case ATTRIBUTE_CLOCK_RATE:
    case ATTRIBUTE_MEMORY_CLOCK_RATE:
      return 1000000;
    case ATTRIBUTE_MEMORY_BUS_WIDTH:
      return 256;
    case ATTRIBUTE_L2_CACHE_SIZE:
      return 2 << 20;
    case ATTRIBUTE_MULTIPROCESSOR_COUNT:
      return profile.multiprocessors;
    case ATTRIBUTE_MAX_THREADS_PER_MULTIPROCESSOR:
      return 2048;
    case ATTRIBUTE_MAX_BLOCKS_PER_MULTIPROCESSOR:
      return 32;
    case ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR:
      return profile.computeCapability / 10;
    case ATTRIBUTE_COMPUTE_CAPABILITY_MINOR:
      return profile.computeCapability % 10;
    case ATTRIBUTE_ASYNC_ENGINE_COUNT:
      return 2;
    case ATTRIBUTE_CONCURRENT_KERNELS:
    case ATTRIBUTE_UNIFIED_ADDRESSING:
    case ATTRIBUTE_CAN_MAP_HOST_MEMORY:
    case ATTRIBUTE_STREAM_PRIORITIES_SUPPORTED:
      return 1;
    case ATTRIBUTE_KERNEL_EXEC_TIMEOUT:
    case ATTRIBUTE_INTEGRATED:
    case ATTRIBUTE_COMPUTE_MODE:
    case ATTRIBUTE_ECC_ENABLED:
    case ATTRIBUTE_PCI_BUS_ID:
    case ATTRIBUTE_PCI_DEVICE_ID:
    case ATTRIBUTE_PCI_DOMAIN_ID:
    case ATTRIBUTE_MANAGED_MEMORY:
    case ATTRIBUTE_COOPERATIVE_LAUNCH:
    case ATTRIBUTE_MEMORY_POOLS_SUPPORTED:
      return 0;
    default:
      return NO_ATTRIBUTE;
  }
}

}  // namespace

CUresult cuInit(unsigned flags) {
  return call(__func__, Needs::nothing, [&] {
    if (flags != 0) {
      throw Failure(CODE_INVALID_VALUE, "Expected flags of 0, received " + std::to_string(flags) + ".");
    }
    Driver& d = driver();
    if (d.profile.devices == 0) {
      throw Failure(CODE_NO_DEVICE, "the profile has no device");
    }
    d.devices.resize(static_cast<size_t>(d.profile.devices));
    d.initialized = true;
  });
}

CUresult cuDriverGetVersion(int* version) {
  return call(__func__, Needs::nothing, [&] {
    requireArgument(version, "the version");
    *version = driver().profile.driverVersion;
  });
}

CUresult cuDeviceGetCount(int* count) {
  return call(__func__, Needs::initialization, [&] {
    requireArgument(count, "the count");
    *count = driver().profile.devices;
  });
}

CUresult cuDeviceGet(CUdevice* device, int ordinal) {
  return call(__func__, Needs::initialization, [&] {
    requireArgument(device, "the device");
    requireDevice(ordinal);
    *device = ordinal;
  });
}

CUresult cuDeviceGetName(char* name, int length, CUdevice device) {
  return call(__func__, Needs::initialization, [&] {
    requireArgument(name, "the name");
    requireDevice(device);
    if (length < 1) {
      throw Failure(CODE_INVALID_VALUE, "Expected room for a name, received " + std::to_string(length) + " bytes.");
    }
    std::snprintf(name, static_cast<size_t>(length), "lightmark stand-in");
  });
}

CUresult cuDeviceGetUuid(CUuuid* uuid, CUdevice device) {
  return call(__func__, Needs::initialization, [&] {
    requireArgument(uuid, "the UUID");
    requireDevice(device);
    std::memcpy(uuid->bytes, "lightmark stand\0", sizeof(uuid->bytes));
    uuid->bytes[15] = static_cast<char>(device);
  });
}

CUresult cuDeviceTotalMem_v2(size_t* bytes, CUdevice device) {
  return call(__func__, Needs::initialization, [&] {
    requireArgument(bytes, "the size");
    requireDevice(device);
    *bytes = driver().profile.memory;
  });
}

CUresult cuDeviceGetAttribute(int* value, int which, CUdevice device) {
  return call(__func__, Needs::initialization, [&] {
    requireArgument(value, "the value");
    requireDevice(device);
    const int known = attribute(driver().profile, which);
    if (known == NO_ATTRIBUTE) {
      throw Failure(CODE_INVALID_VALUE, "Expected an attribute that the stand-in has, received number " +
                                            std::to_string(which) + ".");
    }
    *value = known;
  });
}

CUresult cuDeviceComputeCapability(int* major, int* minor, CUdevice device) {
  return call(__func__, Needs::initialization, [&] {
    requireArgument(major, "the major number");
    requireArgument(minor, "the minor number");
    requireDevice(device);
    *major = driver().profile.computeCapability / 10;
    *minor = driver().profile.computeCapability % 10;
  });
}

CUresult cuDevicePrimaryCtxRetain(CUcontext* context, CUdevice device) {
  return call(__func__, Needs::initialization, [&] {
    requireArgument(context, "the context");
    requireDevice(device);
    Driver& d = driver();
    Device& entry = d.devices[static_cast<size_t>(device)];
    if (entry.primary == nullptr) {
      auto created = std::make_shared<Context>(device, d.profile.memory);
      d.handles.add(created);
      entry.primary = created;
    }
    entry.primary->throwFaultSometimes();
    entry.retained++;
    *context = handleOf<CUcontext>(*entry.primary);
  });
}

CUresult cuDevicePrimaryCtxRelease_v2(CUdevice device) {
  return call(__func__, Needs::initialization, [&] {
    requireDevice(device);
    Device& entry = driver().devices[static_cast<size_t>(device)];
    if (entry.retained == 0) {
      throw Failure(CODE_INVALID_CONTEXT, "Expected a primary context that is retained, received none.");
    }
    if (--entry.retained == 0) {
      entry.primary->finish();
      entry.primary.reset();
    }
  });
}

CUresult cuDevicePrimaryCtxReset_v2(CUdevice device) {
  return call(__func__, Needs::initialization, [&] {
    requireDevice(device);
    Device& entry = driver().devices[static_cast<size_t>(device)];
    if (entry.primary != nullptr) {
      entry.primary->finish();
      entry.primary.reset();
      entry.retained = 0;
    }
  });
}

CUresult cuDevicePrimaryCtxGetState(CUdevice device, unsigned* flags, int* active) {
  return call(__func__, Needs::initialization, [&] {
    requireArgument(flags, "the flags");
    requireArgument(active, "the state");
    requireDevice(device);
    *flags = 0;
    *active = driver().devices[static_cast<size_t>(device)].primary == nullptr ? 0 : 1;
  });
}

// The flags say how a thread waits; here it waits in one way only.
CUresult cuDevicePrimaryCtxSetFlags_v2(CUdevice device, unsigned) {
  return call(__func__, Needs::initialization, [&] { requireDevice(device); });
}
