#include "context.h"

#include <algorithm>
#include <chrono>
#include <cstring>

#include "driver.h"
#include "guard.h"
#include "log.h"
#include "worker.h"

namespace lm::stand_in {

namespace {

constexpr unsigned LATEST_NOTICE = 4;  // calls that may pass until a fault is noticed
constexpr size_t SUSPECTS = 16;        // kernels that a message about a red zone names

int64_t now() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

struct Copy {
  uint64_t to;
  uint64_t from;
  uint64_t bytes;
};

struct Fill {
  uint64_t to;
  uint32_t pattern;
  unsigned width;
  uint64_t count;
};

void copyBytes(void* data) {
  const Copy& copy = *static_cast<const Copy*>(data);
  std::memmove(reinterpret_cast<void*>(copy.to), reinterpret_cast<const void*>(copy.from), copy.bytes);
}

void fillBytes(void* data) {
  const Fill& fill = *static_cast<const Fill*>(data);
  unsigned char* bytes = reinterpret_cast<unsigned char*>(fill.to);
  for (uint64_t i = 0; i < fill.count; i++) {
    std::memcpy(bytes + i * fill.width, &fill.pattern, fill.width);
  }
}

}  // namespace

Context::Context(int device, uint64_t memoryBytes)
    : Object(this), device(device), memory(memoryBytes), legacy_(std::make_shared<Stream>(this, 0, 0)) {}

std::shared_ptr<Stream> Context::createStream(unsigned flags, int priority) {
  auto stream = std::make_shared<Stream>(this, flags, priority);
  driver().handles.add(stream);
  streams_.push_back(stream);
  return stream;
}

void Context::destroyStream(const std::shared_ptr<Stream>& stream) {
  if (const std::shared_ptr<Capture> capture = stream->capture) {
    capture->invalidated = true;
    capture->end();
  }
  onWorker([&] { runUntil(*stream, sequence_); });
  streams_.erase(std::find(streams_.begin(), streams_.end(), stream));
  driver().handles.remove(*stream);
}

std::shared_ptr<Stream> Context::stream(const void* handle) const {
  const uint64_t number = reinterpret_cast<uint64_t>(handle);
  if (number == 0 || number == STREAM_LEGACY) {
    return legacy_;
  }
  if (number == STREAM_PER_THREAD) {
    throw Failure(CODE_NOT_SUPPORTED, "the stand-in has no default stream per thread");
  }
  std::shared_ptr<Stream> found = driver().handles.find<Stream>(handle);
  if (found->context != this) {
    throw Failure(CODE_INVALID_HANDLE, "Expected a stream of the current context, received one of another.");
  }
  return found;
}

// Work in the default stream would wait for a stream that is being captured, which never runs.
void Context::checkLegacyUse(const Stream& stream) const {
  if (&stream != legacy_.get()) {
    return;
  }
  for (const std::shared_ptr<Stream>& other : streams_) {
    if (other->capture != nullptr && other->blocking()) {
      other->capture->invalidated = true;
      throw Failure(CODE_STREAM_CAPTURE_IMPLICIT,
                    "Expected no work in the default stream while a blocking stream is captured, received some.");
    }
  }
}

void Context::enqueue(const std::shared_ptr<Stream>& stream, Work work) {
  checkLegacyUse(*stream);
  if (stream->capture != nullptr) {
    if (stream->capture->invalidated) {
      throw Failure(CODE_STREAM_CAPTURE_INVALIDATED, "the capture of this stream was ended by an earlier error");
    }
    stream->capture->add(*stream, std::move(work));
    return;
  }
  stream->pending.push_back(PendingWork{++sequence_, std::move(work)});
  if (driver().streams == StreamMode::eager) {
    onWorker([&] { runUntil(*stream, sequence_); });
  } else if (driver().streams == StreamMode::random) {
    runSome();
  }
}

std::shared_ptr<Moment> Context::record(const std::shared_ptr<Stream>& stream) {
  auto moment = std::make_shared<Moment>();
  moment->stream = stream;
  moment->sequence = sequence_ + 1;
  enqueue(stream, Work{NODE_EMPTY, "event", [moment](Context&) {
                         moment->reached = true;
                         moment->nanoseconds = now();
                       }});
  return moment;
}

void Context::waitFor(const std::shared_ptr<Stream>& stream, const std::shared_ptr<Moment>& moment) {
  enqueue(stream, Work{NODE_EMPTY, "wait", [moment](Context& self) {
                         std::shared_ptr<Stream> other = moment->stream.lock();
                         if (!moment->reached && other != nullptr) {
                           self.runUntil(*other, moment->sequence);
                         }
                       }});
}

void Context::synchronize(const Moment& moment) {
  if (std::shared_ptr<Stream> stream = moment.stream.lock()) {
    onWorker([&] { runUntil(*stream, moment.sequence); });
  }
  workDone();
  throwFault();
}

void Context::synchronize(Stream& stream) {
  if (!stream.pending.empty()) {
    onWorker([&] { runUntil(stream, sequence_); });
  }
  workDone();
  throwFault();
}

void Context::synchronize() {
  onWorker([&] { runAll(); });
  workDone();
  throwFault();
}

bool Context::progress(Stream& stream) {
  if (!stream.pending.empty()) {
    onWorker([&] { runFirst(stream); });
  }
  throwFault();
  return !stream.pending.empty();
}

// Everything that touches device memory runs between opening and closing it.
void Context::onWorker(const std::function<void()>& job) {
  Worker::instance().run([&] {
    memory.open();
    job();
    checkRedZones();
    memory.close();
  });
}

void Context::checkRedZones() {
  const std::string damage = unchecked_.empty() || fault_ ? "" : memory.checkRedZones();
  if (!damage.empty()) {
    std::string suspects;
    for (const std::string& label : unchecked_) {
      suspects += (suspects.empty() ? "" : ", ") + label;
    }
    setFault(Fault{CODE_ILLEGAL_ADDRESS, damage + ", by one of: " + suspects});
  }
  unchecked_.clear();
}

std::string Context::checkNow() {
  memory.open();
  const std::string damage = memory.checkRedZones();
  memory.close();
  return damage;
}

// Runs the stream's work up to the given one, and what that has to wait for. Every step goes back in the sequence, so
// it comes to an end.
void Context::runUntil(Stream& stream, uint64_t sequence) {
  while (!stream.pending.empty() && stream.pending.front().sequence <= sequence) {
    runFirst(stream);
  }
}

void Context::runFirst(Stream& stream) {
  const PendingWork first = std::move(stream.pending.front());
  stream.pending.pop_front();
  if (&stream == legacy_.get()) {
    for (const std::shared_ptr<Stream>& other : streams_) {
      if (other->blocking()) {
        runUntil(*other, first.sequence);
      }
    }
  } else if (stream.blocking()) {
    runUntil(*legacy_, first.sequence);
  }
  if (!fault_) {
    first.work.run(*this);
  }
}

void Context::runAll() {
  runUntil(*legacy_, sequence_);
  for (const std::shared_ptr<Stream>& stream : streams_) {
    runUntil(*stream, sequence_);
  }
}

// A random stream goes on by a random number of steps.
void Context::runSome() {
  Random& random = driver().random;
  Stream& stream = *(random.below(2) == 0 || streams_.empty() ? legacy_ : streams_[random.below(streams_.size())]);
  const uint64_t steps = random.below(3);
  onWorker([&] {
    for (uint64_t i = 0; i < steps && !stream.pending.empty(); i++) {
      runFirst(stream);
    }
  });
}

// Work has been waited for. Kernels that come now run in another order, if orders rotate.
void Context::workDone() {
  if (ranKernels_) {
    rotateOrder();
    ranKernels_ = false;
  }
}

void Context::setFault(Fault fault) {
  log("fault " + std::to_string(fault.code) + ": " + fault.message);
  fault_ = std::move(fault);
  callsUntilKnown_ = static_cast<unsigned>(driver().random.below(LATEST_NOTICE + 1));
}

void Context::throwFault() {
  if (fault_) {
    faultKnown_ = true;
    throw Failure(fault_->code, fault_->message);
  }
}

void Context::throwFaultSometimes() {
  if (fault_ && (faultKnown_ || callsUntilKnown_-- == 0)) {
    throwFault();
  }
}

void Context::finish() {
  onWorker([&] { runAll(); });
  driver().handles.removeAllOf(*this);
}

void Context::runKernel(const Launch& launch) {
  Driver& d = driver();
  if (unchecked_.size() == SUSPECTS) {
    unchecked_.erase(unchecked_.begin());
  }
  unchecked_.emplace_back(launch.kernel->name);
  ranKernels_ = true;
  if (std::optional<Fault> fault = runLaunch(launch, d.order, d.random)) {
    setFault(std::move(*fault));
  } else if (d.checkEach) {
    checkRedZones();
  }
}

void Context::runCopy(uint64_t to, uint64_t from, uint64_t bytes) {
  Copy copy{to, from, bytes};
  if (std::optional<CaughtSignal> signal = guarded(&copyBytes, &copy)) {
    setFault(Fault{signal->code, std::string(signal->cause) + " in a copy: " + memory.describe(signal->address)});
  }
}

void Context::runFill(uint64_t to, uint32_t pattern, unsigned width, uint64_t count) {
  Fill fill{to, pattern, width, count};
  if (std::optional<CaughtSignal> signal = guarded(&fillBytes, &fill)) {
    setFault(Fault{signal->code, std::string(signal->cause) + " in a fill: " + memory.describe(signal->address)});
  }
}

void Context::runGraph(const std::vector<std::shared_ptr<GraphNode>>& nodes) {
  Driver& d = driver();
  for (size_t index : schedule(nodes, d.order, d.random)) {
    if (!fault_) {
      nodes[index]->work.run(*this);
    }
  }
}

}  // namespace lm::stand_in
