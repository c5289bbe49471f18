// Graphs that were captured.
#include "../driver.h"
#include "../driver_api.h"

using namespace lm::stand_in;

CUresult cuGraphDestroy(CUgraph graph) {
  return call(__func__, Needs::context, [&] {
    Handles& handles = driver().handles;
    const std::shared_ptr<Graph> found = handles.find<Graph>(graph);
    for (const std::shared_ptr<GraphNode>& node : found->nodes) {
      handles.remove(*node);
    }
    handles.remove(*found);
  });
}

// With no room for nodes, only their number.
CUresult cuGraphGetNodes(CUgraph graph, CUgraphNode* nodes, size_t* count) {
  return call(__func__, Needs::context, [&] {
    requireArgument(count, "the number of nodes");
    Handles& handles = driver().handles;
    const std::shared_ptr<Graph> found = handles.find<Graph>(graph);
    if (nodes == nullptr) {
      *count = found->nodes.size();
      return;
    }
    for (size_t i = 0; i < *count; i++) {
      nodes[i] = nullptr;
      if (i < found->nodes.size()) {
        if (found->nodes[i]->handle == 0) {
          handles.add(found->nodes[i]);
        }
        nodes[i] = handleOf<CUgraphNode>(*found->nodes[i]);
      }
    }
    *count = std::min(*count, found->nodes.size());
  });
}

CUresult cuGraphNodeGetType(CUgraphNode node, int* type) {
  return call(__func__, Needs::context, [&] {
    requireArgument(type, "the type");
    *type = driver().handles.find<GraphNode>(node)->work.type;
  });
}

CUresult cuGraphInstantiateWithFlags(CUgraphExec* executable, CUgraph graph, unsigned long long) {
  return call(__func__, Needs::context, [&] {
    requireArgument(executable, "the executable graph");
    const std::shared_ptr<Graph> found = driver().handles.find<Graph>(graph);
    auto created = std::make_shared<GraphExec>(found->context, *found);
    driver().handles.add(created);
    *executable = handleOf<CUgraphExec>(*created);
  });
}

CUresult cuGraphExecDestroy(CUgraphExec executable) {
  return call(__func__, Needs::context,
              [&] { driver().handles.remove(*driver().handles.find<GraphExec>(executable)); });
}

// Nothing has to be moved before a launch.
CUresult cuGraphUpload(CUgraphExec executable, CUstream stream) {
  return call(__func__, Needs::context, [&] {
    driver().handles.find<GraphExec>(executable);
    currentContext().stream(stream);
  });
}

CUresult cuGraphLaunch(CUgraphExec executable, CUstream stream) {
  return call(__func__, Needs::context, [&] {
    Context& context = currentContext();
    const std::shared_ptr<GraphExec> found = driver().handles.find<GraphExec>(executable);
    const std::shared_ptr<Stream> target = context.stream(stream);
    if (found->context != &context) {
      throw Failure(CODE_INVALID_CONTEXT, "Expected a graph of the current context, received one of another.");
    }
    if (target->capture != nullptr) {
      target->capture->invalidated = true;
      throw Failure(CODE_STREAM_CAPTURE_UNSUPPORTED, "the stand-in captures no launch of a graph into a graph");
    }
    context.enqueue(target, Work{NODE_EMPTY, "graph", [found](Context& self) { self.runGraph(found->nodes); }});
  });
}
