// Capturing of streams.
#include "../driver.h"
#include "../driver_api.h"

using namespace lm::stand_in;

CUresult cuStreamBeginCapture_v2(CUstream stream, int mode) {
  return call(__func__, Needs::context, [&] {
    Context& context = currentContext();
    const std::shared_ptr<Stream> found = context.stream(stream);
    if (mode < CAPTURE_GLOBAL || mode > CAPTURE_RELAXED) {
      throw Failure(CODE_INVALID_VALUE, "Expected a capture mode of 0, 1 or 2, received " + std::to_string(mode) + ".");
    }
    if (found == context.legacyStream()) {
      throw Failure(CODE_STREAM_CAPTURE_UNSUPPORTED, "Expected a stream of its own, received the default stream.");
    }
    if (found->capture != nullptr) {
      throw Failure(CODE_INVALID_VALUE, "Expected a stream that is not being captured, received one that is.");
    }
    auto graph = std::make_shared<Graph>(&context);
    found->capture = std::make_shared<Capture>(found, static_cast<CaptureMode>(mode), graph);
    driver().captures.push_back(found->capture);
  });
}

CUresult cuStreamEndCapture(CUstream stream, CUgraph* graph) {
  return call(__func__, Needs::context, [&] {
    requireArgument(graph, "the graph");
    *graph = nullptr;
    const std::shared_ptr<Stream> found = currentContext().stream(stream);
    const std::shared_ptr<Capture> capture = found->capture;
    if (capture == nullptr) {
      throw Failure(CODE_INVALID_VALUE, "Expected a stream that is being captured, received one that is not.");
    }
    if (capture->origin.lock() != found) {
      capture->invalidated = true;
      throw Failure(CODE_STREAM_CAPTURE_UNMATCHED, "Expected the stream in which the capture began, received another.");
    }
    if (capture->mode != CAPTURE_RELAXED && pthread_equal(capture->thread, pthread_self()) == 0) {
      throw Failure(CODE_STREAM_CAPTURE_WRONG_THREAD, "Expected the thread that began the capture, received another.");
    }
    capture->end();
    if (capture->invalidated) {
      throw Failure(CODE_STREAM_CAPTURE_INVALIDATED, "an earlier error ended the capture");
    }
    if (!capture->joined()) {
      throw Failure(CODE_STREAM_CAPTURE_UNJOINED,
                    "Expected all captured streams to be joined to the first, received one that is not. "
                    "Fix: record an event in it and let the first stream wait for that.");
    }
    driver().handles.add(capture->graph);
    *graph = handleOf<CUgraph>(*capture->graph);
  });
}

CUresult cuStreamIsCapturing(CUstream stream, int* status) {
  return call(__func__, Needs::context, [&] {
    requireArgument(status, "the status");
    const std::shared_ptr<Capture> capture = currentContext().stream(stream)->capture;
    *status = capture == nullptr ? CAPTURE_NONE : capture->invalidated ? CAPTURE_INVALIDATED : CAPTURE_ACTIVE;
  });
}
