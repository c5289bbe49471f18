// Events.
#include "../driver.h"
#include "../driver_api.h"

using namespace lm::stand_in;

namespace {

void refuseCaptured(const Event& event) {
  if (std::shared_ptr<Capture> capture = event.capture.lock()) {
    capture->invalidated = true;
    throw Failure(CODE_CAPTURED_EVENT,
                  "Expected an event that was recorded outside a capture, received a captured one.");
  }
}

const Moment& timed(const Event& event) {
  if ((event.flags & EVENT_DISABLE_TIMING) != 0 || event.moment == nullptr) {
    throw Failure(CODE_INVALID_HANDLE, "Expected an event with timing that has been recorded, received another.");
  }
  if (!event.moment->reached) {
    throw Failure(CODE_NOT_READY, "the event has not been reached");
  }
  return *event.moment;
}

}  // namespace

CUresult cuEventCreate(CUevent* event, unsigned flags) {
  return call(__func__, Needs::context, [&] {
    requireArgument(event, "the event");
    if (flags > 7) {
      throw Failure(CODE_INVALID_VALUE, "Expected flags below 8, received " + std::to_string(flags) + ".");
    }
    auto created = std::make_shared<Event>(&currentContext(), flags);
    driver().handles.add(created);
    *event = handleOf<CUevent>(*created);
  });
}

CUresult cuEventDestroy_v2(CUevent event) {
  return call(__func__, Needs::context, [&] { driver().handles.remove(*driver().handles.find<Event>(event)); });
}

CUresult cuEventRecord(CUevent event, CUstream stream) {
  return call(__func__, Needs::context, [&] {
    Context& context = currentContext();
    const std::shared_ptr<Stream> found = context.stream(stream);
    const std::shared_ptr<Event> recorded = driver().handles.find<Event>(event);
    if (recorded->context != found->context) {
      throw Failure(CODE_INVALID_HANDLE, "Expected an event of the stream's context, received one of another.");
    }
    if (found->capture != nullptr) {
      recorded->capture = found->capture;
      recorded->capturedNodes = found->capture->tail(*found);
    } else {
      recorded->capture.reset();
      recorded->moment = context.record(found);
    }
  });
}

CUresult cuEventSynchronize(CUevent event) {
  return call(__func__, Needs::context, [&] {
    const std::shared_ptr<Event> found = driver().handles.find<Event>(event);
    refuseCaptured(*found);
    if (found->moment != nullptr) {
      found->context->synchronize(*found->moment);
    }
  });
}

CUresult cuEventQuery(CUevent event) {
  return call(__func__, Needs::contextOutsideCaptures, [&] {
    const std::shared_ptr<Event> found = driver().handles.find<Event>(event);
    refuseCaptured(*found);
    const std::shared_ptr<Moment> moment = found->moment;
    if (moment == nullptr || moment->reached) {
      return;
    }
    if (std::shared_ptr<Stream> stream = moment->stream.lock()) {
      found->context->progress(*stream);
    }
    if (!moment->reached) {
      throw Failure(CODE_NOT_READY, "the event has not been reached");
    }
  });
}

CUresult cuEventElapsedTime(float* milliseconds, CUevent start, CUevent end) {
  return call(__func__, Needs::context, [&] {
    requireArgument(milliseconds, "the time");
    const std::shared_ptr<Event> first = driver().handles.find<Event>(start);
    const std::shared_ptr<Event> second = driver().handles.find<Event>(end);
    refuseCaptured(*first);
    refuseCaptured(*second);
    *milliseconds = static_cast<float>(timed(*second).nanoseconds - timed(*first).nanoseconds) * 1e-6f;
  });
}
