// Memory of the device, and host memory that the driver knows.
#include "../driver.h"
#include "../driver_api.h"

using namespace lm::stand_in;

CUresult cuMemGetInfo_v2(size_t* free, size_t* total) {
  return call(__func__, Needs::context, [&] {
    requireArgument(free, "the free bytes");
    requireArgument(total, "all bytes");
    const DeviceMemory& memory = currentContext().memory;
    *total = memory.capacity();
    *free = memory.capacity() - memory.used();
  });
}

CUresult cuMemAlloc_v2(CUdeviceptr* address, size_t bytes) {
  return call(__func__, Needs::contextOutsideCaptures, [&] {
    requireArgument(address, "the address");
    *address = currentContext().memory.allocate(bytes);
  });
}

CUresult cuMemFree_v2(CUdeviceptr address) {
  return call(__func__, Needs::contextOutsideCaptures, [&] {
    if (address == 0) {
      return;
    }
    Context& context = currentContext();
    const std::string damage = context.memory.free(address);
    if (!damage.empty()) {
      context.setFault(Fault{CODE_ILLEGAL_ADDRESS, damage});
      context.throwFault();
    }
  });
}

CUresult cuMemHostAlloc(void** address, size_t bytes, unsigned) {
  return call(__func__, Needs::contextOutsideCaptures, [&] {
    requireArgument(address, "the address");
    *address = driver().host.allocate(bytes);
  });
}

CUresult cuMemAllocHost_v2(void** address, size_t bytes) {
  return call(__func__, Needs::contextOutsideCaptures, [&] {
    requireArgument(address, "the address");
    *address = driver().host.allocate(bytes);
  });
}

CUresult cuMemFreeHost(void* address) {
  return call(__func__, Needs::contextOutsideCaptures, [&] { driver().host.free(address); });
}

CUresult cuMemHostRegister_v2(void* address, size_t bytes, unsigned) {
  return call(__func__, Needs::contextOutsideCaptures, [&] { driver().host.registerRange(address, bytes); });
}

CUresult cuMemHostUnregister(void* address) {
  return call(__func__, Needs::contextOutsideCaptures, [&] { driver().host.unregisterRange(address); });
}

CUresult cuPointerGetAttribute(void* data, int attribute, CUdeviceptr address) {
  return call(__func__, Needs::context, [&] {
    requireArgument(data, "the value");
    Context& context = currentContext();
    const bool onDevice = context.memory.contains(address, 1);
    if (!onDevice && !driver().host.isPinned(reinterpret_cast<void*>(address), 1)) {
      throw Failure(CODE_INVALID_VALUE, "Expected memory that the driver knows, received " +
                                            context.memory.describe(address) + ".");
    }
    switch (attribute) {
      case POINTER_CONTEXT:
        *static_cast<CUcontext*>(data) = handleOf<CUcontext>(context);
        break;
      case POINTER_MEMORY_TYPE:
        *static_cast<unsigned*>(data) = onDevice ? MEMORY_DEVICE : MEMORY_HOST;
        break;
      case POINTER_DEVICE_POINTER:
        *static_cast<CUdeviceptr*>(data) = address;
        break;
      case POINTER_DEVICE_ORDINAL:
        *static_cast<int*>(data) = context.device;
        break;
      default:
        throw Failure(CODE_INVALID_VALUE, "Expected an attribute that the stand-in has, received number " +
                                              std::to_string(attribute) + ".");
    }
  });
}
