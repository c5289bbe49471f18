// How calls fail: without initialisation or context, with handles that are dead, after faults, and by plan.
#include <cstring>
#include <thread>

#include "control.h"
#include "device.h"

using namespace lm::stand_in::test;

namespace {

template <typename Handle>
Handle handle(uint64_t number) {
  return reinterpret_cast<Handle>(number);
}

void initializationComesFirst() {
  command("reset");
  int count = 0;
  CUcontext context = nullptr;
  CUdeviceptr address = 0;
  CHECK_EQUAL(cuDeviceGetCount(&count), 3);
  CHECK_EQUAL(cuDevicePrimaryCtxRetain(&context, 0), 3);
  CHECK_EQUAL(cuMemAlloc_v2(&address, 4), 3);
  CHECK_EQUAL(cuDriverGetVersion(&count), 0);
  CHECK_EQUAL(cuInit(1), 1);
  CHECK_EQUAL(cuInit(0), 0);
  CHECK_EQUAL(cuInit(0), 0);
  CHECK_EQUAL(cuMemAlloc_v2(&address, 4), 201);
}

void contextsArePerThread() {
  TestDevice device;
  CUdeviceptr address = device.allocate(4);
  std::thread thread([&] {
    CUcontext current = nullptr;
    CHECK_EQUAL(cuCtxGetCurrent(&current), 0);
    CHECK(current == nullptr);
    CHECK_EQUAL(cuMemFree_v2(address), 201);
    CHECK_EQUAL(cuCtxPushCurrent_v2(device.context), 0);
    CHECK_EQUAL(cuMemFree_v2(address), 0);
    CHECK_EQUAL(cuCtxPopCurrent_v2(&current), 0);
    CHECK(current == device.context);
    CHECK_EQUAL(cuCtxPopCurrent_v2(&current), 201);
    CHECK_EQUAL(cuCtxSynchronize(), 201);
  });
  thread.join();
  CHECK_EQUAL(cuCtxSetCurrent(handle<CUcontext>(77)), 400);
  CHECK_EQUAL(cuCtxSetCurrent(nullptr), 0);
  CHECK_EQUAL(cuCtxSynchronize(), 201);
}

void releasedContextsAreDestroyed() {
  TestDevice device;
  CUcontext again = nullptr;
  CHECK_EQUAL(cuDevicePrimaryCtxRetain(&again, 0), 0);
  CHECK(again == device.context);
  CUstream stream = nullptr;
  CHECK_EQUAL(cuStreamCreate(&stream, 0), 0);
  device.allocate(4);
  CHECK_EQUAL(cuDevicePrimaryCtxRelease_v2(0), 0);
  CHECK_EQUAL(cuStreamSynchronize(stream), 0);
  CHECK_EQUAL(cuDevicePrimaryCtxRelease_v2(0), 0);
  CHECK_EQUAL(cuStreamSynchronize(stream), 709);
  CHECK_EQUAL(cuDevicePrimaryCtxRelease_v2(0), 201);
  unsigned flags = 0;
  int active = 1;
  CHECK_EQUAL(cuDevicePrimaryCtxGetState(0, &flags, &active), 0);
  CHECK_EQUAL(active, 0);
  CHECK(command("report").empty());
  CHECK_EQUAL(cuDevicePrimaryCtxRetain(&again, 0), 0);
  CHECK_EQUAL(cuCtxSetCurrent(again), 0);
  CHECK_EQUAL(cuStreamSynchronize(stream), 400);
  CHECK_EQUAL(cuDevicePrimaryCtxReset_v2(0), 0);
  CHECK_EQUAL(cuCtxSynchronize(), 709);
}

void deadAndForeignHandlesAreRefused() {
  TestDevice device({"profile devices=2"});
  CUstream stream = nullptr;
  CUevent event = nullptr;
  CUmodule module = nullptr;
  CHECK_EQUAL(cuStreamCreate(&stream, 0), 0);
  CHECK_EQUAL(cuEventCreate(&event, 0), 0);
  CHECK_EQUAL(cuModuleLoadData(&module, imageOf("probe").c_str()), 0);
  CUfunction function = nullptr;
  CHECK_EQUAL(cuModuleGetFunction(&function, module, "probe_double"), 0);
  CHECK_EQUAL(cuModuleGetFunction(&function, module, "probe_absent"), 500);
  CHECK_EQUAL(cuModuleGetFunction(&function, module, "add_forward"), 500);
  CHECK_EQUAL(cuModuleUnload(module), 0);
  CHECK_EQUAL(cuModuleUnload(module), 400);
  void* none[] = {nullptr};
  CHECK_EQUAL(cuLaunchKernel(function, 1, 1, 1, 1, 1, 1, 0, nullptr, none, nullptr), 400);
  CHECK_EQUAL(cuEventRecord(handle<CUevent>(reinterpret_cast<uint64_t>(stream)), stream), 400);
  CHECK_EQUAL(cuEventDestroy_v2(event), 0);
  CHECK_EQUAL(cuEventDestroy_v2(event), 400);
  CHECK_EQUAL(cuStreamSynchronize(handle<CUstream>(0xdeadbeef)), 400);
  CHECK_EQUAL(cuGraphLaunch(handle<CUgraphExec>(reinterpret_cast<uint64_t>(module)), stream), 400);

  CUcontext other = nullptr;
  CHECK_EQUAL(cuDevicePrimaryCtxRetain(&other, 1), 0);
  CHECK(other != device.context);
  CHECK_EQUAL(cuCtxSetCurrent(other), 0);
  CHECK_EQUAL(cuStreamSynchronize(stream), 400);
  CHECK_EQUAL(cuDevicePrimaryCtxRetain(&other, 2), 101);
}

void imagesMustFit() {
  TestDevice device;
  CUmodule module = nullptr;
  CHECK_EQUAL(cuModuleLoadData(&module, nullptr), 1);
  CHECK_EQUAL(cuModuleLoadData(&module, "\x7f" "ELF\x02\x01"), 209);
  CHECK_EQUAL(cuModuleLoadData(&module, ""), 200);
  CHECK_EQUAL(cuModuleLoadData(&module, ".version 6.0"), 200);
  CHECK_EQUAL(cuModuleLoadData(&module, "lightmark-stand-in-image 1"), 200);
  CHECK_EQUAL(cuModuleLoadData(&module, "lightmark-stand-in-image 1\nmodule probe\n"), 200);
  CHECK_EQUAL(cuModuleLoadData(&module, imageOf("absent").c_str()), 200);
  CHECK_EQUAL(cuModuleLoadData(&module, imageOf(std::string(300, 'x')).c_str()), 200);
  CHECK_EQUAL(cuModuleLoadData(&module, "lightmark-stand-in-image 1\nmodule probe\nfingerprint 00\n"), 218);
  CHECK_EQUAL(cuModuleLoadDataEx(&module, imageOf("add").c_str(), 0, nullptr, nullptr), 0);
}

// A fault shows at a later call at the latest when work is waited for, and then at every one.
void faultsComeLateAndStay() {
  bool late = false;
  for (int seed = 0; seed < 20; seed++) {
    const std::string mode = "streams eager " + std::to_string(seed);
    TestDevice device({mode.c_str()});
    const CUdeviceptr y = device.allocate(4);
    CHECK_EQUAL(device.launch("planted", "planted_read_far", 1, 32, {y, 1 << 20}), 0);
    size_t free = 0;
    size_t total = 0;
    int calls = 0;
    while (cuMemGetInfo_v2(&free, &total) == 0 && calls < 100) {
      calls++;
    }
    late = late || calls > 0;
    CHECK(calls <= 4);
    CUdeviceptr more = 0;
    CUstream stream = nullptr;
    CHECK_EQUAL(cuMemFree_v2(y), 700);
    CHECK_EQUAL(cuMemAlloc_v2(&more, 4), 700);
    CHECK_EQUAL(cuStreamCreate(&stream, 0), 700);
    CHECK_EQUAL(cuCtxSynchronize(), 700);
    int count = 0;
    CHECK_EQUAL(cuDeviceGetCount(&count), 0);
  }
  CHECK(late);
  TestDevice device({"streams eager 1"});
  const CUdeviceptr y = device.allocate(4);
  CHECK_EQUAL(device.launch("planted", "planted_read_far", 1, 32, {y, 1 << 20}), 0);
  CHECK_EQUAL(cuCtxSynchronize(), 700);
}

// After a fault nothing else of the stream runs.
void workBehindAFaultIsDropped() {
  TestDevice device;
  void* memory = nullptr;
  CHECK_EQUAL(cuMemHostAlloc(&memory, 4, 0), 0);
  float* host = static_cast<float*>(memory);
  *host = 1;
  const CUdeviceptr y = device.upload({2});
  CHECK_EQUAL(device.launch("planted", "planted_read_far", 1, 32, {y, 1 << 20}), 0);
  CHECK_EQUAL(cuMemcpyDtoHAsync_v2(host, y, 4, nullptr), 0);
  CHECK_EQUAL(cuCtxSynchronize(), 700);
  CHECK_EQUAL(*host, 1.0f);
}

void plannedFaults() {
  TestDevice device;
  CUdeviceptr address = 0;
  size_t free = 0;
  size_t total = 0;
  command("fault cuMemAlloc_v2 2 2");
  CHECK_EQUAL(cuMemAlloc_v2(&address, 4), 0);
  CHECK_EQUAL(cuMemGetInfo_v2(&free, &total), 0);
  CHECK_EQUAL(cuMemAlloc_v2(&address, 4), 2);
  CHECK_EQUAL(cuMemAlloc_v2(&address, 4), 0);
  command("fault * 3 1 2");
  CHECK_EQUAL(cuMemGetInfo_v2(&free, &total), 0);
  CHECK_EQUAL(cuMemAlloc_v2(&address, 4), 0);
  CHECK_EQUAL(cuMemGetInfo_v2(&free, &total), 1);
  CHECK_EQUAL(cuMemAlloc_v2(&address, 4), 1);
  CHECK_EQUAL(cuMemGetInfo_v2(&free, &total), 0);
  command("fault cuMemGetInfo_v2 1 719");
  command("fault clear");
  CHECK_EQUAL(cuMemGetInfo_v2(&free, &total), 0);
  command("fault cuMemGetInfo_v2 1 719");
  CHECK_EQUAL(cuMemGetInfo_v2(&free, &total), 719);
  CHECK_EQUAL(cuMemGetInfo_v2(&free, &total), 719);  // this one stays
  CHECK_EQUAL(cuMemAlloc_v2(&address, 4), 719);
}

void codesHaveNames() {
  const char* text = nullptr;
  CHECK_EQUAL(cuGetErrorName(700, &text), 0);
  CHECK_CONTAINS(std::string(text), "CUDA_ERROR_ILLEGAL_ADDRESS");
  CHECK_EQUAL(cuGetErrorString(2, &text), 0);
  CHECK_CONTAINS(std::string(text), "out of memory");
  CHECK_EQUAL(cuGetErrorName(12345, &text), 1);
  CHECK(text == nullptr);
}

void profilesAreShown() {
  TestDevice device({"profile sm=75 driver=12020 devices=3 memory=1000000 threads=256 shared=8192"});
  int value = 0;
  int minor = 0;
  size_t bytes = 0;
  char name[64] = {};
  CHECK_EQUAL(cuDriverGetVersion(&value), 0);
  CHECK_EQUAL(value, 12020);
  CHECK_EQUAL(cuDeviceGetCount(&value), 0);
  CHECK_EQUAL(value, 3);
  CHECK_EQUAL(cuDeviceComputeCapability(&value, &minor, 2), 0);
  CHECK_EQUAL(10 * value + minor, 75);
  CHECK_EQUAL(cuDeviceTotalMem_v2(&bytes, 0), 0);
  CHECK_EQUAL(bytes, size_t{1000000});
  CHECK_EQUAL(cuDeviceGetAttribute(&value, 1, 0), 0);
  CHECK_EQUAL(value, 256);
  CHECK_EQUAL(cuDeviceGetAttribute(&value, 8, 0), 0);
  CHECK_EQUAL(value, 8192);
  CHECK_EQUAL(cuDeviceGetAttribute(&value, 9999, 0), 1);
  CHECK_EQUAL(cuDeviceGetAttribute(&value, 1, 3), 101);
  CHECK_EQUAL(cuDeviceGetName(name, sizeof(name), 0), 0);
  CHECK_CONTAINS(std::string(name), "stand-in");
  CHECK_CONTAINS(lm::stand_in::control("profile sm=61"), "error Expected no live context");

  command("reset");
  command("profile devices=0");
  CHECK_EQUAL(cuInit(0), 100);
  command("reset");
}

void controlRefusesNonsense() {
  for (const char* text : {"", "nothing", "order", "order sideways", "streams never", "fault", "fault cuInit",
                           "fault cuInit 0 2", "fault cuInit 1 0", "fault cuInit 1 123", "fault cuInit x 2",
                           "profile sm", "profile sm=", "profile colour=1", "profile memory=99999999999999999999",
                           "watchdog", "check never"}) {
    CHECK_CONTAINS(lm::stand_in::control(text), "error Expected");
  }
}

void liveThingsAreCounted() {
  TestDevice device;
  const std::string before = command("live");
  CHECK_CONTAINS(before, "bytes=0 allocations=0");
  const CUdeviceptr y = device.allocate(1000);
  CUstream stream = nullptr;
  CHECK_EQUAL(cuStreamCreate(&stream, 0), 0);
  CHECK_CONTAINS(command("live"), "bytes=1024 allocations=1");
  CHECK_CONTAINS(command("live"), "streams=1");
  CHECK_CONTAINS(command("report"), "the allocation of 1000 bytes");
  CHECK_CONTAINS(command("report"), "stream");
  CHECK_EQUAL(cuStreamDestroy_v2(stream), 0);
  CHECK_EQUAL(cuMemFree_v2(y), 0);
  CHECK(command("live") == before);
  const int calls = std::stoi(command("calls"));
  int count = 0;
  CHECK_EQUAL(cuDeviceGetCount(&count), 0);
  CHECK_EQUAL(std::stoi(command("calls")), calls + 1);
}

}  // namespace

int main() {
  initializationComesFirst();
  contextsArePerThread();
  releasedContextsAreDestroyed();
  deadAndForeignHandlesAreRefused();
  imagesMustFit();
  faultsComeLateAndStay();
  workBehindAFaultIsDropped();
  plannedFaults();
  codesHaveNames();
  profilesAreShown();
  controlRefusesNonsense();
  liveThingsAreCounted();
  return result();
}
