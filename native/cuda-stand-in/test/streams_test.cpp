// Streams run late and in their order; copies from pinned memory read when they run; events order streams.
#include <cstring>

#include "control.h"
#include "device.h"

using namespace lm::stand_in::test;

namespace {

CUstream newStream(unsigned flags = 1) {
  CUstream stream = nullptr;
  CHECK_EQUAL(cuStreamCreate(&stream, flags), 0);
  return stream;
}

float* pinned(size_t count) {
  void* address = nullptr;
  CHECK_EQUAL(cuMemHostAlloc(&address, count * 4, 0), 0);
  return static_cast<float*>(address);
}

// A buffer that is filled again before the copy has run gives the later values: that is why it must not be.
void pinnedCopiesReadLate() {
  TestDevice device;
  const CUstream stream = newStream();
  const CUdeviceptr y = device.allocate(4);
  float* host = pinned(1);
  *host = 1;
  CHECK_EQUAL(cuMemcpyHtoDAsync_v2(y, host, 4, stream), 0);
  *host = 2;
  CHECK_EQUAL(cuStreamSynchronize(stream), 0);
  CHECK_EQUAL(device.download(y, 1)[0], 2.0f);

  float pageable = 3;
  CHECK_EQUAL(cuMemcpyHtoDAsync_v2(y, &pageable, 4, stream), 0);
  pageable = 4;
  CHECK_EQUAL(cuStreamSynchronize(stream), 0);
  CHECK_EQUAL(device.download(y, 1)[0], 3.0f);

  float registered[64] = {5};
  CHECK_EQUAL(cuMemHostRegister_v2(registered, sizeof(registered), 0), 0);
  CHECK_EQUAL(cuMemcpyHtoDAsync_v2(y, registered, 4, stream), 0);
  registered[0] = 6;
  CHECK_EQUAL(cuStreamSynchronize(stream), 0);
  CHECK_EQUAL(device.download(y, 1)[0], 6.0f);
  CHECK_EQUAL(cuMemHostUnregister(registered), 0);
}

void copiesToTheHostComeLate() {
  TestDevice device;
  const CUstream stream = newStream();
  const CUdeviceptr y = device.upload({7});
  float* host = pinned(1);
  *host = 0;
  CHECK_EQUAL(cuMemcpyDtoHAsync_v2(host, y, 4, stream), 0);
  CHECK_EQUAL(*host, 0.0f);
  CHECK_EQUAL(cuStreamSynchronize(stream), 0);
  CHECK_EQUAL(*host, 7.0f);
  float pageable = 0;
  CHECK_EQUAL(cuMemcpyDtoHAsync_v2(&pageable, y, 4, stream), 0);
  CHECK_EQUAL(pageable, 7.0f);
}

void memoryThatIsFreedTooEarlyFaults() {
  TestDevice device;
  const CUstream stream = newStream();
  const CUdeviceptr y = device.allocate(4);
  float* host = pinned(1);
  CHECK_EQUAL(cuMemcpyHtoDAsync_v2(y, host, 4, stream), 0);
  CHECK_EQUAL(cuMemFreeHost(host), 0);
  CHECK_EQUAL(cuStreamSynchronize(stream), 700);

  TestDevice again;
  const CUstream other = newStream();
  const CUdeviceptr z = again.allocate(1024);
  CHECK_EQUAL(again.launch("probe", "probe_double", 1, 256, {z, 256}, other), 0);
  CHECK_EQUAL(cuMemFree_v2(z), 0);
  CHECK_EQUAL(cuStreamSynchronize(other), 700);
}

// Streams that do not block each other need an event between them.
void eventsOrderStreams() {
  for (const char* mode : {"streams lazy", "streams eager", "streams random 1", "streams random 2"}) {
    TestDevice device({mode});
    const CUstream first = newStream();
    const CUstream second = newStream();
    CUevent event = nullptr;
    CHECK_EQUAL(cuEventCreate(&event, 0), 0);
    for (int round = 0; round < 5; round++) {
      const CUdeviceptr y = device.upload({3});
      CHECK_EQUAL(device.launch("probe", "probe_add_one", 1, 32, {y, 1}, first), 0);
      CHECK_EQUAL(cuEventRecord(event, first), 0);
      CHECK_EQUAL(cuStreamWaitEvent(second, event, 0), 0);
      CHECK_EQUAL(device.launch("probe", "probe_double", 1, 32, {y, 1}, second), 0);
      CHECK_EQUAL(cuStreamSynchronize(second), 0);
      CHECK_EQUAL(device.download(y, 1)[0], 8.0f);
    }
  }
}

// Without one, the order is whatever it is: lazily, that of the waiting.
void missingEventShows() {
  TestDevice device;
  const CUstream first = newStream();
  const CUstream second = newStream();
  const CUdeviceptr y = device.upload({3});
  CHECK_EQUAL(device.launch("probe", "probe_add_one", 1, 32, {y, 1}, first), 0);
  CHECK_EQUAL(device.launch("probe", "probe_double", 1, 32, {y, 1}, second), 0);
  CHECK_EQUAL(cuStreamSynchronize(second), 0);
  CHECK_EQUAL(cuStreamSynchronize(first), 0);
  CHECK_EQUAL(device.download(y, 1)[0], 7.0f);
}

// The default stream waits for blocking streams, and they for it; not so for the others.
void defaultStreamWaits() {
  TestDevice device;
  const CUstream blocking = newStream(0);
  const CUdeviceptr y = device.upload({3});
  CHECK_EQUAL(device.launch("probe", "probe_add_one", 1, 32, {y, 1}, blocking), 0);
  CHECK_EQUAL(device.launch("probe", "probe_double", 1, 32, {y, 1}), 0);
  CHECK_EQUAL(device.launch("probe", "probe_add_one", 1, 32, {y, 1}, blocking), 0);
  CHECK_EQUAL(cuStreamSynchronize(blocking), 0);
  CHECK_EQUAL(device.download(y, 1)[0], 9.0f);

  const CUdeviceptr x = device.upload({3});
  CHECK_EQUAL(device.launch("probe", "probe_add_one", 1, 32, {x, 1}, blocking), 0);
  CHECK_EQUAL(device.launch("probe", "probe_double", 1, 32, {x, 1}), 0);
  CHECK_EQUAL(device.download(x, 1)[0], 8.0f);

  const CUstream independent = newStream(1);
  const CUdeviceptr z = device.upload({3});
  CHECK_EQUAL(device.launch("probe", "probe_add_one", 1, 32, {z, 1}, independent), 0);
  CHECK_EQUAL(device.download(z, 1)[0], 3.0f);
  CHECK_EQUAL(cuStreamSynchronize(independent), 0);
  CHECK_EQUAL(device.download(z, 1)[0], 4.0f);
}

void pollingComesToAnEnd() {
  TestDevice device;
  const CUstream stream = newStream();
  const CUdeviceptr y = device.upload({0});
  CUevent event = nullptr;
  CHECK_EQUAL(cuEventCreate(&event, 0), 0);
  CHECK_EQUAL(cuEventQuery(event), 0);
  CHECK_EQUAL(cuStreamQuery(stream), 0);
  for (int i = 0; i < 3; i++) {
    CHECK_EQUAL(device.launch("probe", "probe_add_one", 1, 32, {y, 1}, stream), 0);
  }
  CHECK_EQUAL(cuEventRecord(event, stream), 0);
  int polls = 0;
  while (cuEventQuery(event) == 600 && polls < 100) {
    polls++;
  }
  CHECK_EQUAL(polls, 3);
  CHECK_EQUAL(device.launch("probe", "probe_add_one", 1, 32, {y, 1}, stream), 0);
  CHECK_EQUAL(device.launch("probe", "probe_add_one", 1, 32, {y, 1}, stream), 0);
  CHECK_EQUAL(cuStreamQuery(stream), 600);
  CHECK_EQUAL(cuStreamQuery(stream), 0);
  CHECK_EQUAL(device.download(y, 1)[0], 5.0f);
}

void eventsMeasureTime() {
  TestDevice device;
  const CUstream stream = newStream();
  CUevent start = nullptr;
  CUevent end = nullptr;
  CUevent untimed = nullptr;
  CHECK_EQUAL(cuEventCreate(&start, 0), 0);
  CHECK_EQUAL(cuEventCreate(&end, 0), 0);
  CHECK_EQUAL(cuEventCreate(&untimed, 2), 0);
  float milliseconds = -1;
  CHECK_EQUAL(cuEventElapsedTime(&milliseconds, start, end), 400);
  CHECK_EQUAL(cuEventRecord(start, stream), 0);
  CHECK_EQUAL(cuEventRecord(end, stream), 0);
  CHECK_EQUAL(cuEventRecord(untimed, stream), 0);
  CHECK_EQUAL(cuEventElapsedTime(&milliseconds, start, end), 600);
  CHECK_EQUAL(cuEventSynchronize(end), 0);
  CHECK_EQUAL(cuEventElapsedTime(&milliseconds, start, end), 0);
  CHECK(milliseconds >= 0 && milliseconds < 10000);
  CHECK_EQUAL(cuEventSynchronize(untimed), 0);
  CHECK_EQUAL(cuEventElapsedTime(&milliseconds, start, untimed), 400);
}

struct HostCall {
  CUdeviceptr address;
  CUresult driverCall;
  std::string command;
  int times;
};

void countHostCall(void* data) {
  HostCall& call = *static_cast<HostCall*>(data);
  call.driverCall = cuMemFree_v2(call.address);
  call.command = lm::stand_in::control("calls");
  call.times++;
}

void hostFunctionsRunInTurn() {
  TestDevice device;
  const CUstream stream = newStream();
  HostCall call{device.allocate(16), 0, "", 0};
  CHECK_EQUAL(cuLaunchHostFunc(stream, &countHostCall, &call), 0);
  CHECK_EQUAL(call.times, 0);
  CHECK_EQUAL(cuStreamSynchronize(stream), 0);
  CHECK_EQUAL(call.times, 1);
  CHECK_EQUAL(call.driverCall, 800);
  CHECK_CONTAINS(call.command, "error Expected no command within a host function");
}

void destroyedStreamsFinish() {
  TestDevice device;
  const CUstream stream = newStream();
  const CUdeviceptr y = device.upload({1});
  CHECK_EQUAL(device.launch("probe", "probe_add_one", 1, 32, {y, 1}, stream), 0);
  CHECK_EQUAL(cuStreamDestroy_v2(stream), 0);
  CHECK_EQUAL(device.download(y, 1)[0], 2.0f);
  CHECK_EQUAL(cuStreamSynchronize(stream), 400);
  CHECK_EQUAL(cuStreamDestroy_v2(stream), 400);
  CHECK_EQUAL(cuStreamDestroy_v2(nullptr), 400);
}

// Waiting for kernels changes the order of the next ones, so a race shows in three runs.
void ordersRotate() {
  TestDevice device({"order rotate 3"});
  std::vector<std::vector<float>> results;
  for (int run = 0; run < 4; run++) {
    const CUdeviceptr y = device.upload(std::vector<float>(64, 0));
    CHECK_EQUAL(device.run("planted", "planted_missing_barrier", 1, 64, {y}), 0);
    results.push_back(device.download(y, 64));
  }
  const auto same = [&](size_t a, size_t b) {
    return std::memcmp(results[a].data(), results[b].data(), 64 * sizeof(float)) == 0;
  };
  CHECK(!same(0, 1));
  CHECK(!same(0, 2));
  CHECK(!same(1, 2));
  CHECK(same(0, 3));
}

}  // namespace

int main() {
  pinnedCopiesReadLate();
  copiesToTheHostComeLate();
  memoryThatIsFreedTooEarlyFaults();
  eventsOrderStreams();
  missingEventShows();
  defaultStreamWaits();
  pollingComesToAnEnd();
  eventsMeasureTime();
  hostFunctionsRunInTurn();
  destroyedStreamsFinish();
  ordersRotate();
  return result();
}
