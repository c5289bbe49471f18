// Device memory: alignment, limits, poison, red zones, and the wall around it. Host memory that the driver knows.
#include <csetjmp>
#include <csignal>
#include <cstring>

#include "control.h"
#include "device.h"

using namespace lm::stand_in::test;

namespace {

constexpr size_t MEGABYTE = 1 << 20;

sigjmp_buf touched;

void onTouch(int) { siglongjmp(touched, 1); }

// Does reading this address end in a fault, on this thread?
bool faultsOnTheHost(CUdeviceptr address) {
  struct sigaction before {};
  struct sigaction action {};
  action.sa_handler = &onTouch;
  sigaction(SIGSEGV, &action, &before);
  volatile bool faulted = true;
  if (sigsetjmp(touched, 1) == 0) {
    static_cast<void>(*reinterpret_cast<volatile char*>(address));
    faulted = false;
  }
  sigaction(SIGSEGV, &before, nullptr);
  return faulted;
}

void hostCodeCannotTouchIt() {
  TestDevice device;
  const CUdeviceptr y = device.upload({1, 2, 3});
  CHECK(faultsOnTheHost(y));
  CHECK_EQUAL(device.run("probe", "probe_double", 1, 32, {y, 3}), 0);
  CHECK(faultsOnTheHost(y));
  CHECK_EQUAL(cuMemFree_v2(y), 0);
  CHECK(faultsOnTheHost(y));
}

void addressesAreAlignedAndFresh() {
  TestDevice device;
  CUdeviceptr last = 0;
  for (size_t bytes : {1, 255, 256, 257, 4095, 4096, 4097, 100000}) {
    const CUdeviceptr address = device.allocate(bytes);
    CHECK_EQUAL(address % 256, 0u);
    CHECK(address != last);
    std::vector<unsigned char> content(bytes);
    CHECK_EQUAL(cuMemcpyDtoH_v2(content.data(), address, bytes), 0);
    for (unsigned char byte : content) {
      CHECK_EQUAL(static_cast<int>(byte), 0xff);
    }
    CHECK_EQUAL(cuMemsetD8_v2(address, 0, bytes), 0);
    CHECK_EQUAL(cuCtxSynchronize(), 0);
    CHECK_EQUAL(cuMemFree_v2(address), 0);
    last = address;
  }
}

// Every byte beside an allocation is watched or out of reach, whatever the size.
void everyByteBesideIsWatched() {
  for (int bytes : {4, 100, 252, 256, 260, 4096, 5000}) {
    for (bool behind : {false, true}) {
      TestDevice device;
      const int count = bytes / 4;
      const CUdeviceptr y = device.allocate(static_cast<size_t>(bytes));
      CHECK_EQUAL(cuMemsetD32_v2(y, 0, static_cast<size_t>(count)), 0);
      const unsigned grid = static_cast<unsigned>(count) / 256 + 1;
      const char* kernel = behind ? "planted_write_behind" : "planted_write_before";
      CHECK_EQUAL(device.run("planted", kernel, grid, 256, {y, count}), 700);
    }
  }
}

void redZonesAreLookedAt() {
  TestDevice device({"streams eager", "log clear"});
  const CUdeviceptr y = device.upload({0, 0});
  CHECK(command("check").empty());
  CHECK_EQUAL(device.launch("probe", "probe_double", 1, 32, {y, 2}), 0);
  CHECK_EQUAL(device.launch("planted", "planted_write_behind", 1, 32, {y, 2}), 0);
  CHECK_CONTAINS(lm::stand_in::control("check"), "error Expected untouched red zones, received a write 0 bytes behind");
  CHECK_CONTAINS(command("log"), "by one of: planted_write_behind");

  TestDevice each({"check each", "log clear"});
  const CUdeviceptr z = each.upload({0, 0});
  CHECK_EQUAL(each.launch("planted", "planted_write_behind", 1, 32, {z, 2}), 0);
  CHECK_EQUAL(each.launch("probe", "probe_double", 1, 32, {z, 2}), 0);
  CHECK_EQUAL(cuCtxSynchronize(), 700);
  CHECK_CONTAINS(command("log"), "by one of: planted_write_behind");

  TestDevice sync({"log clear"});
  const CUdeviceptr w = sync.upload({0, 0});
  CHECK_EQUAL(sync.launch("planted", "planted_write_behind", 1, 32, {w, 2}), 0);
  CHECK_EQUAL(sync.launch("probe", "probe_double", 1, 32, {w, 2}), 0);
  CHECK_EQUAL(cuCtxSynchronize(), 700);
  CHECK_CONTAINS(command("log"), "by one of: planted_write_behind, probe_double");
}

void wrongFreesAreRefused() {
  TestDevice device;
  const CUdeviceptr y = device.allocate(1000);
  CHECK_EQUAL(cuMemFree_v2(0), 0);
  CHECK_EQUAL(cuMemFree_v2(y + 4), 1);
  CHECK_EQUAL(cuMemFree_v2(12345), 1);
  CHECK_EQUAL(cuMemFree_v2(y), 0);
  CHECK_EQUAL(cuMemFree_v2(y), 1);
  CUdeviceptr none = 0;
  CHECK_EQUAL(cuMemAlloc_v2(&none, 0), 1);
  CHECK_EQUAL(cuMemAlloc_v2(nullptr, 4), 1);
}

void memoryIsLimited() {
  TestDevice device({"profile memory=67108864"});
  size_t free = 0;
  size_t total = 0;
  CHECK_EQUAL(cuMemGetInfo_v2(&free, &total), 0);
  CHECK_EQUAL(total, 64 * MEGABYTE);
  CHECK_EQUAL(free, 64 * MEGABYTE);
  const CUdeviceptr most = device.allocate(60 * MEGABYTE);
  CUdeviceptr more = 0;
  CHECK_EQUAL(cuMemAlloc_v2(&more, 5 * MEGABYTE), 2);
  CHECK_EQUAL(cuMemAlloc_v2(&more, SIZE_MAX), 2);
  CHECK_EQUAL(cuMemAlloc_v2(&more, SIZE_MAX - 100), 2);
  CHECK_EQUAL(cuMemAlloc_v2(&more, 4 * MEGABYTE), 0);  // being out of memory is not the end
  CHECK_EQUAL(cuMemGetInfo_v2(&free, &total), 0);
  CHECK_EQUAL(free, size_t{0});
  CHECK_EQUAL(cuMemFree_v2(most), 0);
  CHECK_EQUAL(cuMemAlloc_v2(&more, 60 * MEGABYTE), 0);
}

void copiesStayInside() {
  TestDevice device;
  std::vector<float> host(16);
  const CUdeviceptr y = device.upload(host);
  const CUdeviceptr z = device.upload(host);
  CHECK_EQUAL(cuMemcpyHtoD_v2(y, host.data(), 65), 1);
  CHECK_EQUAL(cuMemcpyHtoD_v2(y + 60, host.data(), 8), 1);
  CHECK_EQUAL(cuMemcpyHtoD_v2(y - 4, host.data(), 4), 1);
  CHECK_EQUAL(cuMemcpyDtoH_v2(host.data(), y, 65), 1);
  CHECK_EQUAL(cuMemcpyDtoD_v2(z, y, 65), 1);
  CHECK_EQUAL(cuMemcpyDtoD_v2(z, y, SIZE_MAX), 1);
  CHECK_EQUAL(cuMemcpyHtoD_v2(reinterpret_cast<CUdeviceptr>(host.data()), host.data(), 4), 1);
  CHECK_EQUAL(cuMemcpyHtoD_v2(y, nullptr, 4), 1);
  CHECK_EQUAL(cuMemcpyHtoD_v2(y, reinterpret_cast<void*>(64), 4), 1);  // nothing is there
  CHECK_EQUAL(cuMemsetD32_v2(y, 0, 17), 1);
  CHECK_EQUAL(cuMemsetD32_v2(y, 0, SIZE_MAX / 2), 1);
  CHECK_EQUAL(cuMemsetD32_v2(y + 2, 0, 1), 1);
  CHECK_EQUAL(cuMemsetD32_v2(y, 0x3f800000, 16), 0);
  CHECK_EQUAL(cuMemsetD8_v2(y + 4, 0, 4), 0);
  CHECK_EQUAL(cuMemcpyDtoD_v2(z + 8, y, 56), 0);
  CHECK(device.download(z, 5) == (std::vector<float>{0, 0, 1, 0, 1}));
}

void hostMemoryIsKnown() {
  TestDevice device;
  float own[32] = {};
  CHECK_EQUAL(cuMemHostRegister_v2(own, sizeof(own), 0), 0);
  CHECK_EQUAL(cuMemHostRegister_v2(own, sizeof(own), 0), 712);
  CHECK_EQUAL(cuMemHostRegister_v2(own + 31, 400, 0), 712);
  CHECK_EQUAL(cuMemHostRegister_v2(nullptr, 4, 0), 1);
  CHECK_EQUAL(cuMemHostUnregister(own + 1), 713);
  CHECK_EQUAL(cuMemFreeHost(own), 1);
  CHECK_EQUAL(cuMemHostUnregister(own), 0);
  CHECK_EQUAL(cuMemHostUnregister(own), 713);
  void* pinned = nullptr;
  CHECK_EQUAL(cuMemHostAlloc(&pinned, 100, 0), 0);
  CHECK_EQUAL(cuMemHostUnregister(pinned), 713);
  std::memset(pinned, 0, 100);

  unsigned type = 0;
  CHECK_EQUAL(cuPointerGetAttribute(&type, 2, reinterpret_cast<CUdeviceptr>(pinned)), 0);
  CHECK_EQUAL(type, 1u);
  CHECK_EQUAL(cuPointerGetAttribute(&type, 2, device.allocate(4)), 0);
  CHECK_EQUAL(type, 2u);
  CHECK_EQUAL(cuPointerGetAttribute(&type, 2, reinterpret_cast<CUdeviceptr>(own)), 1);
  CHECK_EQUAL(cuMemFreeHost(pinned), 0);
  CHECK_EQUAL(cuMemFreeHost(pinned), 1);
}

}  // namespace

int main() {
  hostCodeCannotTouchIt();
  addressesAreAlignedAndFresh();
  everyByteBesideIsWatched();
  redZonesAreLookedAt();
  wrongFreesAreRefused();
  memoryIsLimited();
  copiesStayInside();
  hostMemoryIsKnown();
  return result();
}
