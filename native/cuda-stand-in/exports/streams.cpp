// Streams.
#include "../driver.h"
#include "../driver_api.h"

using namespace lm::stand_in;

namespace {

constexpr int LEAST_PRIORITY = 0;
constexpr int GREATEST_PRIORITY = -2;

void create(CUstream* stream, unsigned flags, int priority) {
  requireArgument(stream, "the stream");
  if (flags > STREAM_NON_BLOCKING) {
    throw Failure(CODE_INVALID_VALUE, "Expected the flags 0 or 1, received " + std::to_string(flags) + ".");
  }
  *stream = handleOf<CUstream>(*currentContext().createStream(flags, priority));
}

// Waiting for a stream that is being captured would never end.
void refuseCaptured(const Stream& stream) {
  if (stream.capture != nullptr) {
    stream.capture->invalidated = true;
    throw Failure(CODE_STREAM_CAPTURE_UNSUPPORTED,
                  "Expected a stream that is not being captured, received one that is.");
  }
}

}  // namespace

CUresult cuStreamCreate(CUstream* stream, unsigned flags) {
  return call(__func__, Needs::context, [&] { create(stream, flags, LEAST_PRIORITY); });
}

CUresult cuStreamCreateWithPriority(CUstream* stream, unsigned flags, int priority) {
  return call(__func__, Needs::context, [&] {
    create(stream, flags, std::max(GREATEST_PRIORITY, std::min(LEAST_PRIORITY, priority)));
  });
}

CUresult cuCtxGetStreamPriorityRange(int* least, int* greatest) {
  return call(__func__, Needs::context, [&] {
    requireArgument(least, "the least priority");
    requireArgument(greatest, "the greatest priority");
    *least = LEAST_PRIORITY;
    *greatest = GREATEST_PRIORITY;
  });
}

CUresult cuStreamGetPriority(CUstream stream, int* priority) {
  return call(__func__, Needs::context, [&] {
    requireArgument(priority, "the priority");
    *priority = currentContext().stream(stream)->priority;
  });
}

CUresult cuStreamGetFlags(CUstream stream, unsigned* flags) {
  return call(__func__, Needs::context, [&] {
    requireArgument(flags, "the flags");
    *flags = currentContext().stream(stream)->flags;
  });
}

CUresult cuStreamGetCtx(CUstream stream, CUcontext* context) {
  return call(__func__, Needs::context, [&] {
    requireArgument(context, "the context");
    *context = handleOf<CUcontext>(*currentContext().stream(stream)->context);
  });
}

CUresult cuStreamDestroy_v2(CUstream stream) {
  return call(__func__, Needs::context, [&] {
    Context& context = currentContext();
    const std::shared_ptr<Stream> found = context.stream(stream);
    if (found == context.legacyStream()) {
      throw Failure(CODE_INVALID_HANDLE, "Expected a stream that was created, received the default stream.");
    }
    context.destroyStream(found);
  });
}

CUresult cuStreamSynchronize(CUstream stream) {
  return call(__func__, Needs::context, [&] {
    Context& context = currentContext();
    const std::shared_ptr<Stream> found = context.stream(stream);
    refuseCaptured(*found);
    context.synchronize(*found);
  });
}

CUresult cuStreamQuery(CUstream stream) {
  return call(__func__, Needs::context, [&] {
    Context& context = currentContext();
    const std::shared_ptr<Stream> found = context.stream(stream);
    refuseCaptured(*found);
    if (context.progress(*found)) {
      throw Failure(CODE_NOT_READY, "work is pending");
    }
  });
}

CUresult cuStreamWaitEvent(CUstream stream, CUevent event, unsigned flags) {
  return call(__func__, Needs::context, [&] {
    Context& context = currentContext();
    const std::shared_ptr<Stream> found = context.stream(stream);
    const std::shared_ptr<Event> awaited = driver().handles.find<Event>(event);
    if (flags != 0) {
      throw Failure(CODE_NOT_SUPPORTED, "Expected flags of 0, received " + std::to_string(flags) + ".");
    }
    const std::shared_ptr<Capture> capture = awaited->capture.lock();
    if (capture != nullptr) {
      if (found->capture != nullptr && found->capture != capture) {
        capture->invalidated = found->capture->invalidated = true;
        throw Failure(CODE_STREAM_CAPTURE_MERGE, "Expected an event of the same capture, received one of another.");
      }
      found->capture = capture;
      capture->require(found, awaited->capturedNodes);
    } else if (found->capture != nullptr) {
      found->capture->invalidated = true;
      throw Failure(CODE_STREAM_CAPTURE_ISOLATION,
                    "Expected an event recorded in the same capture, received one from outside.");
    } else if (awaited->moment != nullptr) {
      context.waitFor(found, awaited->moment);
    }
  });
}
