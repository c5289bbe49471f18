// Capturing streams: what becomes part of the graph, what is forbidden meanwhile, and what a launch runs.
#include <functional>
#include <thread>

#include "device.h"

using namespace lm::stand_in::test;

namespace {

CUstream newStream(unsigned flags = 1) {
  CUstream stream = nullptr;
  CHECK_EQUAL(cuStreamCreate(&stream, flags), 0);
  return stream;
}

CUevent newEvent() {
  CUevent event = nullptr;
  CHECK_EQUAL(cuEventCreate(&event, 2), 0);
  return event;
}

CUgraphExec instantiate(CUgraph graph) {
  CUgraphExec executable = nullptr;
  CHECK_EQUAL(cuGraphInstantiateWithFlags(&executable, graph, 0), 0);
  return executable;
}

CUresult endCapture(CUstream stream) {
  CUgraph graph = nullptr;
  return cuStreamEndCapture(stream, &graph);
}

int captureStatus(CUstream stream) {
  int status = -1;
  CHECK_EQUAL(cuStreamIsCapturing(stream, &status), 0);
  return status;
}

void graphsReplayWhatWasCaptured() {
  TestDevice device;
  const CUstream stream = newStream();
  const CUdeviceptr y = device.upload({1, 1});
  Argument pointer(y);
  Argument count(2);
  void* arguments[] = {pointer.address, count.address};
  const CUfunction addOne = device.kernel("probe", "probe_add_one");
  CHECK_EQUAL(captureStatus(stream), 0);
  CHECK_EQUAL(cuStreamBeginCapture_v2(stream, 0), 0);
  CHECK_EQUAL(captureStatus(stream), 1);
  CHECK_EQUAL(cuLaunchKernel(addOne, 1, 1, 1, 32, 1, 1, 0, stream, arguments, nullptr), 0);
  count.integer = 1;  // the first launch keeps its 2
  CHECK_EQUAL(cuLaunchKernel(addOne, 1, 1, 1, 32, 1, 1, 0, stream, arguments, nullptr), 0);
  CHECK_EQUAL(cuMemsetD32Async(y + 4, 0, 0, stream), 0);
  CUgraph graph = nullptr;
  CHECK_EQUAL(cuStreamEndCapture(stream, &graph), 0);
  CHECK_EQUAL(captureStatus(stream), 0);
  CHECK(device.download(y, 2) == (std::vector<float>{1, 1}));  // nothing ran yet

  size_t nodes = 0;
  CHECK_EQUAL(cuGraphGetNodes(graph, nullptr, &nodes), 0);
  CHECK_EQUAL(nodes, size_t{3});
  CUgraphNode handles[5] = {};
  nodes = 5;
  CHECK_EQUAL(cuGraphGetNodes(graph, handles, &nodes), 0);
  CHECK_EQUAL(nodes, size_t{3});
  int type = -1;
  CHECK_EQUAL(cuGraphNodeGetType(handles[0], &type), 0);
  CHECK_EQUAL(type, 0);
  CHECK_EQUAL(cuGraphNodeGetType(handles[2], &type), 0);
  CHECK_EQUAL(type, 2);

  const CUgraphExec executable = instantiate(graph);
  CHECK_EQUAL(cuGraphDestroy(graph), 0);
  CHECK_EQUAL(cuGraphNodeGetType(handles[0], &type), 400);
  CHECK_EQUAL(cuGraphUpload(executable, stream), 0);
  for (int i = 0; i < 3; i++) {
    CHECK_EQUAL(cuGraphLaunch(executable, stream), 0);
  }
  CHECK_EQUAL(cuGraphExecDestroy(executable), 0);  // what is enqueued still runs
  CHECK_EQUAL(cuStreamSynchronize(stream), 0);
  CHECK(device.download(y, 2) == (std::vector<float>{7, 4}));
  CHECK_EQUAL(cuGraphLaunch(executable, stream), 400);
}

// Copies in a graph read host memory at each launch.
void graphsCopyAnew() {
  TestDevice device;
  const CUstream stream = newStream();
  const CUdeviceptr y = device.allocate(4);
  void* memory = nullptr;
  CHECK_EQUAL(cuMemAllocHost_v2(&memory, 8), 0);
  float* host = static_cast<float*>(memory);
  const CUfunction addOne = device.kernel("probe", "probe_add_one");
  Argument pointer(y);
  Argument count(1);
  void* arguments[] = {pointer.address, count.address};
  CHECK_EQUAL(cuStreamBeginCapture_v2(stream, 0), 0);
  CHECK_EQUAL(cuMemcpyHtoDAsync_v2(y, host, 4, stream), 0);
  CHECK_EQUAL(cuLaunchKernel(addOne, 1, 1, 1, 32, 1, 1, 0, stream, arguments, nullptr), 0);
  CHECK_EQUAL(cuMemcpyDtoHAsync_v2(host + 1, y, 4, stream), 0);
  CUgraph graph = nullptr;
  CHECK_EQUAL(cuStreamEndCapture(stream, &graph), 0);
  const CUgraphExec executable = instantiate(graph);
  for (float value : {1.0f, 5.0f}) {
    host[0] = value;
    CHECK_EQUAL(cuGraphLaunch(executable, stream), 0);
    CHECK_EQUAL(cuStreamSynchronize(stream), 0);
    CHECK_EQUAL(host[1], value + 1);
  }
}

// Two branches of a graph have no order; a graph that needs one shows that in some order of the nodes.
void branchesHaveNoOrder() {
  bool differs = false;
  for (const char* order : ORDERS) {
    TestDevice device({order});
    const CUstream first = newStream();
    const CUstream second = newStream();
    const CUevent fork = newEvent();
    const CUevent join = newEvent();
    const CUdeviceptr y = device.upload({3});
    const CUfunction addOne = device.kernel("probe", "probe_add_one");
    const CUfunction twice = device.kernel("probe", "probe_double");
    Argument pointer(y);
    Argument count(1);
    void* arguments[] = {pointer.address, count.address};
    CHECK_EQUAL(cuStreamBeginCapture_v2(first, 0), 0);
    CHECK_EQUAL(cuEventRecord(fork, first), 0);
    CHECK_EQUAL(cuStreamWaitEvent(second, fork, 0), 0);
    CHECK_EQUAL(captureStatus(second), 1);
    CHECK_EQUAL(cuLaunchKernel(addOne, 1, 1, 1, 32, 1, 1, 0, first, arguments, nullptr), 0);
    CHECK_EQUAL(cuLaunchKernel(twice, 1, 1, 1, 32, 1, 1, 0, second, arguments, nullptr), 0);
    CHECK_EQUAL(cuEventRecord(join, second), 0);
    CHECK_EQUAL(cuStreamWaitEvent(first, join, 0), 0);
    CHECK_EQUAL(cuLaunchKernel(addOne, 1, 1, 1, 32, 1, 1, 0, first, arguments, nullptr), 0);
    CUgraph graph = nullptr;
    CHECK_EQUAL(cuStreamEndCapture(first, &graph), 0);
    CHECK_EQUAL(captureStatus(second), 0);
    CHECK_EQUAL(cuGraphLaunch(instantiate(graph), first), 0);
    CHECK_EQUAL(cuStreamSynchronize(first), 0);
    const float value = device.download(y, 1)[0];
    CHECK(value == 9.0f || value == 8.0f);  // the last node comes last in any case
    differs = differs || value == 8.0f;
  }
  CHECK(differs);
}

// A call that a capture forbids fails and ends the capture.
void forbiddenCallsEndTheCapture() {
  TestDevice device;
  const CUstream stream = newStream(0);
  const CUstream other = newStream(1);
  const CUdeviceptr y = device.allocate(64);
  const CUdeviceptr spare = device.allocate(64);
  const CUevent event = newEvent();
  float host[16] = {};
  const std::vector<std::pair<const char*, std::function<CUresult()>>> forbidden = {
      {"synchronize", [&] { return cuStreamSynchronize(stream); }},
      {"query", [&] { return cuStreamQuery(stream); }},
      {"context", [&] { return cuCtxSynchronize(); }},
      {"allocate", [&] { CUdeviceptr p; return cuMemAlloc_v2(&p, 4); }},
      {"free", [&] { return cuMemFree_v2(spare); }},
      {"allocate pinned", [&] { void* p; return cuMemHostAlloc(&p, 4, 0); }},
      {"register", [&] { return cuMemHostRegister_v2(host, 64, 0); }},
      {"load", [&] { CUmodule m; return cuModuleLoadData(&m, imageOf("probe").c_str()); }},
      {"event query", [&] { return cuEventQuery(event); }},
      {"copy", [&] { return cuMemcpyDtoH_v2(host, y, 4); }},
      {"pageable copy", [&] { return cuMemcpyHtoDAsync_v2(y, host, 4, stream); }},
  };
  for (const auto& [name, call] : forbidden) {
    CHECK_EQUAL(cuStreamBeginCapture_v2(stream, 0), 0);
    const CUresult received = call();
    if (received != 900) {
      std::printf("%s during a capture: expected 900, received %d\n", name, received);
      failures++;
    }
    CHECK_EQUAL(captureStatus(stream), 2);
    CHECK_EQUAL(cuMemsetD8Async(y, 0, 4, stream), 901);
    CHECK_EQUAL(endCapture(stream), 901);
    CHECK_EQUAL(captureStatus(stream), 0);
  }
  // Work in the default stream would have to wait for the captured one.
  CHECK_EQUAL(cuStreamBeginCapture_v2(stream, 2), 0);
  CHECK_EQUAL(cuMemsetD8_v2(y, 0, 4), 906);
  CHECK_EQUAL(endCapture(stream), 901);
  // It need not wait for a stream that does not block.
  CHECK_EQUAL(cuStreamBeginCapture_v2(other, 2), 0);
  CHECK_EQUAL(cuMemsetD8_v2(y, 0, 4), 0);
  CHECK_EQUAL(endCapture(other), 0);
  // A relaxed capture allows what may be unsafe, and one of its thread allows it to others.
  CUdeviceptr address = 0;
  CHECK_EQUAL(cuStreamBeginCapture_v2(other, 2), 0);
  CHECK_EQUAL(cuMemAlloc_v2(&address, 4), 0);
  CHECK_EQUAL(endCapture(other), 0);
  for (const auto& [mode, expected] : {std::pair<int, CUresult>{0, 900}, {1, 0}}) {
    CHECK_EQUAL(cuStreamBeginCapture_v2(other, mode), 0);
    CUresult received = -1;
    std::thread thread([&] {
      cuCtxSetCurrent(device.context);
      received = cuMemAlloc_v2(&address, 4);
    });
    thread.join();
    CHECK_EQUAL(received, expected);
    CHECK_EQUAL(endCapture(other), expected == 0 ? 0 : 901);
  }
}

void capturesBelongTogether() {
  TestDevice device;
  const CUstream first = newStream();
  const CUstream second = newStream();
  const CUstream third = newStream();
  const CUevent event = newEvent();
  const CUevent outside = newEvent();
  const CUdeviceptr y = device.allocate(64);

  CHECK_EQUAL(cuStreamBeginCapture_v2(nullptr, 0), 900);
  CHECK_EQUAL(cuStreamBeginCapture_v2(first, 3), 1);
  CHECK_EQUAL(endCapture(first), 1);
  CHECK_EQUAL(cuEventRecord(outside, third), 0);

  // A branch that nobody waits for.
  CHECK_EQUAL(cuStreamBeginCapture_v2(first, 0), 0);
  CHECK_EQUAL(cuStreamBeginCapture_v2(first, 0), 1);
  CHECK_EQUAL(cuEventRecord(event, first), 0);
  CHECK_EQUAL(cuStreamWaitEvent(second, event, 0), 0);
  CHECK_EQUAL(cuMemsetD8Async(y, 0, 4, second), 0);
  CHECK_EQUAL(endCapture(first), 904);
  CHECK_EQUAL(captureStatus(second), 0);

  // The wrong stream ends it.
  CHECK_EQUAL(cuStreamBeginCapture_v2(first, 0), 0);
  CHECK_EQUAL(cuEventRecord(event, first), 0);
  CHECK_EQUAL(cuStreamWaitEvent(second, event, 0), 0);
  CHECK_EQUAL(endCapture(second), 903);
  CHECK_EQUAL(endCapture(first), 901);

  // The wrong thread ends it.
  CHECK_EQUAL(cuStreamBeginCapture_v2(first, 0), 0);
  CUresult received = -1;
  std::thread thread([&] {
    cuCtxSetCurrent(device.context);
    received = endCapture(first);
  });
  thread.join();
  CHECK_EQUAL(received, 908);
  CHECK_EQUAL(endCapture(first), 0);

  // Events from outside, of another capture, and captured ones that the host waits for.
  CHECK_EQUAL(cuStreamBeginCapture_v2(first, 2), 0);
  CHECK_EQUAL(cuStreamWaitEvent(first, outside, 0), 905);
  CHECK_EQUAL(endCapture(first), 901);
  CHECK_EQUAL(cuStreamBeginCapture_v2(first, 2), 0);
  CHECK_EQUAL(cuStreamBeginCapture_v2(second, 2), 0);
  CHECK_EQUAL(cuEventRecord(event, first), 0);
  CHECK_EQUAL(cuStreamWaitEvent(second, event, 0), 902);
  CHECK_EQUAL(endCapture(first), 901);
  CHECK_EQUAL(endCapture(second), 901);
  CHECK_EQUAL(cuStreamBeginCapture_v2(first, 2), 0);
  CHECK_EQUAL(cuEventRecord(event, first), 0);
  CHECK_EQUAL(cuEventSynchronize(event), 907);
  CHECK_EQUAL(endCapture(first), 901);
  CHECK_EQUAL(cuEventSynchronize(event), 0);

  CHECK_EQUAL(cuStreamBeginCapture_v2(first, 0), 0);
  CHECK_EQUAL(cuStreamDestroy_v2(first), 0);
  CHECK_EQUAL(endCapture(first), 400);
}

}  // namespace

int main() {
  graphsReplayWhatWasCaptured();
  graphsCopyAnew();
  branchesHaveNoOrder();
  forbiddenCallsEndTheCapture();
  capturesBelongTogether();
  return result();
}
