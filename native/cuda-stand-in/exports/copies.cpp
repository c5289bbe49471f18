// Copies and fills. A copy from or to pinned memory touches it when it runs; one from pageable memory takes the bytes
// at the call, and one to pageable memory waits until it is done.
#include "../driver.h"
#include "../driver_api.h"
#include "../host_read.h"

using namespace lm::stand_in;

namespace {

void requireDeviceRange(const Context& context, CUdeviceptr address, uint64_t bytes, const char* which) {
  if (!context.memory.contains(address, bytes)) {
    throw Failure(CODE_INVALID_VALUE, std::string("Expected ") + std::to_string(bytes) + " bytes of device memory as " +
                                          which + ", received " + context.memory.describe(address) + ".");
  }
}

Work copyWork(const char* label, uint64_t to, uint64_t from, uint64_t bytes) {
  return Work{NODE_COPY, label, [to, from, bytes](Context& context) { context.runCopy(to, from, bytes); }};
}

Work stagedCopyWork(CUdeviceptr to, const void* from, uint64_t bytes) {
  auto staged = std::make_shared<std::vector<char>>(bytes);
  readHost(staged->data(), from, bytes, "the source");
  return Work{NODE_COPY, "copy to the device", [to, staged](Context& context) {
                context.runCopy(to, reinterpret_cast<uint64_t>(staged->data()), staged->size());
              }};
}

void refusePageableCapture(const Stream& stream) {
  if (stream.capture != nullptr) {
    stream.capture->invalidated = true;
    throw Failure(CODE_STREAM_CAPTURE_UNSUPPORTED,
                  "Expected pinned host memory in a captured copy, received pageable.");
  }
}

void copyToDevice(Context& context, const std::shared_ptr<Stream>& stream, CUdeviceptr to, const void* from,
                  uint64_t bytes) {
  requireArgument(from, "the source");
  requireDeviceRange(context, to, bytes, "destination");
  if (driver().host.isPinned(from, bytes)) {
    context.enqueue(stream, copyWork("copy to the device", to, reinterpret_cast<uint64_t>(from), bytes));
  } else {
    refusePageableCapture(*stream);
    context.enqueue(stream, stagedCopyWork(to, from, bytes));
  }
}

void copyToHost(Context& context, const std::shared_ptr<Stream>& stream, void* to, CUdeviceptr from, uint64_t bytes) {
  requireArgument(to, "the destination");
  requireDeviceRange(context, from, bytes, "source");
  const bool pinned = driver().host.isPinned(to, bytes);
  if (!pinned) {
    refusePageableCapture(*stream);
  }
  context.enqueue(stream, copyWork("copy to the host", reinterpret_cast<uint64_t>(to), from, bytes));
  if (!pinned) {
    context.synchronize(*stream);
  }
}

void copyOnDevice(Context& context, const std::shared_ptr<Stream>& stream, CUdeviceptr to, CUdeviceptr from,
                  uint64_t bytes) {
  requireDeviceRange(context, to, bytes, "destination");
  requireDeviceRange(context, from, bytes, "source");
  context.enqueue(stream, copyWork("copy on the device", to, from, bytes));
}

void fill(Context& context, const std::shared_ptr<Stream>& stream, CUdeviceptr to, uint32_t pattern, unsigned width,
          uint64_t count) {
  if (count > context.memory.capacity() / width) {
    throw Failure(CODE_INVALID_VALUE, "Expected less than the whole memory to fill, received more.");
  }
  if (to % width != 0) {
    throw Failure(CODE_INVALID_VALUE, "Expected an address that is a multiple of the element, received another.");
  }
  requireDeviceRange(context, to, count * width, "destination");
  context.enqueue(stream, Work{NODE_FILL, "fill", [to, pattern, width, count](Context& self) {
                                 self.runFill(to, pattern, width, count);
                               }});
}

}  // namespace

CUresult cuMemcpyHtoD_v2(CUdeviceptr to, const void* from, size_t bytes) {
  return call(__func__, Needs::contextOutsideCaptures, [&] {
    Context& context = currentContext();
    copyToDevice(context, context.legacyStream(), to, from, bytes);
    context.synchronize(*context.legacyStream());
  });
}

CUresult cuMemcpyHtoDAsync_v2(CUdeviceptr to, const void* from, size_t bytes, CUstream stream) {
  return call(__func__, Needs::context, [&] {
    Context& context = currentContext();
    copyToDevice(context, context.stream(stream), to, from, bytes);
  });
}

CUresult cuMemcpyDtoH_v2(void* to, CUdeviceptr from, size_t bytes) {
  return call(__func__, Needs::contextOutsideCaptures, [&] {
    Context& context = currentContext();
    copyToHost(context, context.legacyStream(), to, from, bytes);
    context.synchronize(*context.legacyStream());
  });
}

CUresult cuMemcpyDtoHAsync_v2(void* to, CUdeviceptr from, size_t bytes, CUstream stream) {
  return call(__func__, Needs::context, [&] {
    Context& context = currentContext();
    copyToHost(context, context.stream(stream), to, from, bytes);
  });
}

CUresult cuMemcpyDtoD_v2(CUdeviceptr to, CUdeviceptr from, size_t bytes) {
  return call(__func__, Needs::context, [&] {
    Context& context = currentContext();
    copyOnDevice(context, context.legacyStream(), to, from, bytes);
  });
}

CUresult cuMemcpyDtoDAsync_v2(CUdeviceptr to, CUdeviceptr from, size_t bytes, CUstream stream) {
  return call(__func__, Needs::context, [&] {
    Context& context = currentContext();
    copyOnDevice(context, context.stream(stream), to, from, bytes);
  });
}

CUresult cuMemsetD8_v2(CUdeviceptr to, unsigned char value, size_t count) {
  return call(__func__, Needs::context, [&] {
    Context& context = currentContext();
    fill(context, context.legacyStream(), to, value, 1, count);
  });
}

CUresult cuMemsetD8Async(CUdeviceptr to, unsigned char value, size_t count, CUstream stream) {
  return call(__func__, Needs::context, [&] {
    Context& context = currentContext();
    fill(context, context.stream(stream), to, value, 1, count);
  });
}

CUresult cuMemsetD32_v2(CUdeviceptr to, unsigned value, size_t count) {
  return call(__func__, Needs::context, [&] {
    Context& context = currentContext();
    fill(context, context.legacyStream(), to, value, 4, count);
  });
}

CUresult cuMemsetD32Async(CUdeviceptr to, unsigned value, size_t count, CUstream stream) {
  return call(__func__, Needs::context, [&] {
    Context& context = currentContext();
    fill(context, context.stream(stream), to, value, 4, count);
  });
}
