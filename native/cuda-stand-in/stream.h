// A stream: work that waits for its turn. Nothing runs when it is enqueued; see Context.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>

#include "handles.h"
#include "launch.h"

namespace lm::stand_in {

class Capture;

// One piece of work, in a stream or as a node of a graph. Runs on the worker.
struct Work {
  NodeType type;
  std::string label;  // for messages: the kernel's name, the copy's direction
  std::function<void(Context&)> run;
};

struct PendingWork {
  uint64_t sequence;  // grows over all streams of a context
  Work work;
};

class Stream : public Object {
 public:
  static constexpr const char* KIND = "stream";
  const char* kind() const override { return KIND; }
  Stream(Context* context, unsigned flags, int priority) : Object(context), flags(flags), priority(priority) {}

  // Does it wait for the legacy default stream, and that one for it?
  bool blocking() const { return (flags & STREAM_NON_BLOCKING) == 0; }

  const unsigned flags;
  const int priority;
  std::deque<PendingWork> pending;
  std::shared_ptr<Capture> capture;  // what it is being captured into, if it is
};

// A moment in a stream: when everything enqueued before it has run.
struct Moment {
  std::weak_ptr<Stream> stream;
  uint64_t sequence;
  bool reached = false;
  int64_t nanoseconds = 0;  // when it was reached
};

class Event : public Object {
 public:
  static constexpr const char* KIND = "event";
  const char* kind() const override { return KIND; }
  Event(Context* context, unsigned flags) : Object(context), flags(flags) {}

  const unsigned flags;
  std::shared_ptr<Moment> moment;    // the last record outside a capture
  std::weak_ptr<Capture> capture;    // the capture in which it was recorded last
  std::vector<size_t> capturedNodes; // what it waits for there
};

}  // namespace lm::stand_in
