// Graphs: work with dependencies, recorded by capturing streams, run as often as wanted.
#pragma once

#include <pthread.h>

#include <map>
#include <memory>
#include <vector>

#include "stream.h"

namespace lm::stand_in {

class GraphNode : public Object {
 public:
  static constexpr const char* KIND = "graph node";
  const char* kind() const override { return KIND; }
  GraphNode(Context* context, Work work, std::vector<size_t> dependencies)
      : Object(context), work(std::move(work)), dependencies(std::move(dependencies)) {}

  const Work work;
  const std::vector<size_t> dependencies;  // indices of earlier nodes
};

class Graph : public Object {
 public:
  static constexpr const char* KIND = "graph";
  const char* kind() const override { return KIND; }
  using Object::Object;

  std::vector<std::shared_ptr<GraphNode>> nodes;
};

class GraphExec : public Object {
 public:
  static constexpr const char* KIND = "executable graph";
  const char* kind() const override { return KIND; }
  GraphExec(Context* context, const Graph& graph) : Object(context), nodes(graph.nodes) {}

  const std::vector<std::shared_ptr<GraphNode>> nodes;
};

// One capture, from cuStreamBeginCapture to cuStreamEndCapture.
class Capture {
 public:
  Capture(const std::shared_ptr<Stream>& origin, CaptureMode mode, std::shared_ptr<Graph> graph);

  // Adds what the stream would run as a node behind everything that stream has captured and waited for.
  void add(Stream& stream, Work work);
  // The stream's next node shall also come after these.
  void require(const std::shared_ptr<Stream>& stream, const std::vector<size_t>& nodes);
  const std::vector<size_t>& tail(const Stream& stream) const;

  // Are all nodes before the end of the stream in which the capture began?
  bool joined() const;
  // Lets go of all streams.
  void end();

  const std::weak_ptr<Stream> origin;
  const CaptureMode mode;
  const pthread_t thread;
  const std::shared_ptr<Graph> graph;
  bool invalidated = false;

 private:
  struct Member {
    std::weak_ptr<Stream> stream;
    std::vector<size_t> tail;
  };

  std::map<const Stream*, Member> members_;
  const Stream* const originStream_;
};

// The nodes' indices in an order that respects the dependencies: of those that may run, `order` picks.
std::vector<size_t> schedule(const std::vector<std::shared_ptr<GraphNode>>& nodes, Order order, Random& random);

}  // namespace lm::stand_in
