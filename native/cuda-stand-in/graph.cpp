#include "graph.h"

#include <algorithm>

namespace lm::stand_in {

Capture::Capture(const std::shared_ptr<Stream>& origin, CaptureMode mode, std::shared_ptr<Graph> graph)
    : origin(origin), mode(mode), thread(pthread_self()), graph(std::move(graph)), originStream_(origin.get()) {
  members_[originStream_] = Member{origin, {}};
}

void Capture::add(Stream& stream, Work work) {
  Member& member = members_.at(&stream);
  auto node = std::make_shared<GraphNode>(stream.context, std::move(work), member.tail);
  graph->nodes.push_back(node);
  member.tail = {graph->nodes.size() - 1};
}

void Capture::require(const std::shared_ptr<Stream>& stream, const std::vector<size_t>& nodes) {
  Member& member = members_[stream.get()];
  member.stream = stream;
  for (size_t node : nodes) {
    if (std::find(member.tail.begin(), member.tail.end(), node) == member.tail.end()) {
      member.tail.push_back(node);
    }
  }
}

const std::vector<size_t>& Capture::tail(const Stream& stream) const { return members_.at(&stream).tail; }

bool Capture::joined() const {
  std::vector<bool> reached(graph->nodes.size(), false);
  std::vector<size_t> next = members_.at(originStream_).tail;
  while (!next.empty()) {
    const size_t node = next.back();
    next.pop_back();
    if (!reached[node]) {
      reached[node] = true;
      const std::vector<size_t>& dependencies = graph->nodes[node]->dependencies;
      next.insert(next.end(), dependencies.begin(), dependencies.end());
    }
  }
  return std::find(reached.begin(), reached.end(), false) == reached.end();
}

void Capture::end() {
  for (auto& entry : members_) {
    if (std::shared_ptr<Stream> stream = entry.second.stream.lock()) {
      stream->capture.reset();
    }
  }
}

std::vector<size_t> schedule(const std::vector<std::shared_ptr<GraphNode>>& nodes, Order order, Random& random) {
  std::vector<size_t> missing(nodes.size());
  std::vector<std::vector<size_t>> dependents(nodes.size());
  std::vector<size_t> runnable;
  for (size_t i = 0; i < nodes.size(); i++) {
    missing[i] = nodes[i]->dependencies.size();
    for (size_t dependency : nodes[i]->dependencies) {
      dependents[dependency].push_back(i);
    }
    if (missing[i] == 0) {
      runnable.push_back(i);
    }
  }
  std::vector<size_t> result;
  while (!runnable.empty()) {
    size_t pick = order == Order::forward ? 0 : runnable.size() - 1;
    if (order == Order::random) {
      pick = random.below(runnable.size());
    }
    const size_t node = runnable[pick];
    runnable.erase(runnable.begin() + static_cast<std::ptrdiff_t>(pick));
    result.push_back(node);
    for (size_t dependent : dependents[node]) {
      if (--missing[dependent] == 0) {
        runnable.push_back(dependent);
      }
    }
  }
  return result;
}

}  // namespace lm::stand_in
