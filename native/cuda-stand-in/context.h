// A context of one device: its memory, its streams, and the fault that made it useless, if one did.
#pragma once

#include <optional>
#include <vector>

#include "device_memory.h"
#include "graph.h"
#include "handles.h"
#include "stream.h"

namespace lm::stand_in {

class Context : public Object, public std::enable_shared_from_this<Context> {
 public:
  static constexpr const char* KIND = "context";
  const char* kind() const override { return KIND; }
  Context(int device, uint64_t memoryBytes);

  const int device;
  DeviceMemory memory;

  std::shared_ptr<Stream> createStream(unsigned flags, int priority);
  // Runs what is pending there first.
  void destroyStream(const std::shared_ptr<Stream>& stream);
  // The stream of this handle, which may name the default stream.
  std::shared_ptr<Stream> stream(const void* handle) const;
  const std::shared_ptr<Stream>& legacyStream() const { return legacy_; }

  // Puts work at the end of a stream, or into the capture that the stream is in.
  void enqueue(const std::shared_ptr<Stream>& stream, Work work);
  std::shared_ptr<Moment> record(const std::shared_ptr<Stream>& stream);
  void waitFor(const std::shared_ptr<Stream>& stream, const std::shared_ptr<Moment>& moment);

  // Run what is pending, up to a moment, of a stream, of all streams. They throw the context's fault.
  void synchronize(const Moment& moment);
  void synchronize(Stream& stream);
  void synchronize();
  // Runs the first pending work of the stream, so that polling comes to an end. Does anything remain?
  bool progress(Stream& stream);

  // Calls on the way to a fault that has happened notice it sooner or later; those that wait for work, at once.
  void setFault(Fault fault);
  void throwFault();
  void throwFaultSometimes();

  // What is wrong with the red zones, or nothing.
  std::string checkNow();

  // The end of the context: what is pending runs, then all of its handles are dead.
  void finish();

  // On the worker, by Work.
  void runKernel(const Launch& launch);
  void runCopy(uint64_t to, uint64_t from, uint64_t bytes);
  void runFill(uint64_t to, uint32_t pattern, unsigned width, uint64_t count);
  void runGraph(const std::vector<std::shared_ptr<GraphNode>>& nodes);

 private:
  void onWorker(const std::function<void()>& job);
  void runUntil(Stream& stream, uint64_t sequence);
  void runFirst(Stream& stream);
  void runAll();
  void runSome();
  void checkRedZones();
  void workDone();
  void checkLegacyUse(const Stream& stream) const;

  std::vector<std::shared_ptr<Stream>> streams_;
  std::shared_ptr<Stream> legacy_;
  uint64_t sequence_ = 0;
  std::vector<std::string> unchecked_;  // what ran since the red zones were looked at
  bool ranKernels_ = false;  // since somebody waited
  std::optional<Fault> fault_;
  bool faultKnown_ = false;
  unsigned callsUntilKnown_ = 0;
};

}  // namespace lm::stand_in
