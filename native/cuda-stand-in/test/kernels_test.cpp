// Kernels that keep the rules give the right results, in every order of blocks and threads.
#include <cmath>

#include "device.h"

using namespace lm::stand_in::test;

namespace {

void everyThreadRunsOnce(const char* order) {
  TestDevice device({order});
  for (const std::vector<unsigned>& shape : std::vector<std::vector<unsigned>>{
           {1, 1, 1, 1, 1, 1}, {3, 5, 2, 4, 3, 2}, {7, 1, 1, 1024, 1, 1}, {1, 1, 6, 33, 1, 1}, {1000, 1, 1, 1, 1, 1}}) {
    const size_t count = size_t{1} * shape[0] * shape[1] * shape[2] * shape[3] * shape[4] * shape[5];
    const CUdeviceptr y = device.allocate(4 * count);
    CHECK_EQUAL(cuMemsetD32_v2(y, 0, count), 0);
    Argument argument(y);
    void* arguments[] = {argument.address};
    CHECK_EQUAL(cuLaunchKernel(device.kernel("probe", "probe_visits"), shape[0], shape[1], shape[2], shape[3], shape[4],
                               shape[5], 0, nullptr, arguments, nullptr),
                0);
    std::vector<int> visits(count);
    CHECK_EQUAL(cuMemcpyDtoH_v2(visits.data(), y, 4 * count), 0);
    for (int value : visits) {
      CHECK_EQUAL(value, 1);
    }
  }
}

void sumsAreRight(const char* order) {
  TestDevice device({order});
  std::vector<float> x(1024);
  for (size_t i = 0; i < x.size(); i++) {
    x[i] = static_cast<float>(i);
  }
  const CUdeviceptr input = device.upload(x);
  const CUdeviceptr output = device.allocate(4096);
  CHECK_EQUAL(device.run("probe", "probe_block_sum", 4, 256, {input, output}), 0);
  for (size_t block = 0; block < 4; block++) {
    CHECK_EQUAL(device.download(output, 4)[block], 255.0f * 128 + 65536.0f * static_cast<float>(block));
  }
  CHECK_EQUAL(device.run("probe", "probe_warp_sum", 1, 1024, {input, output}), 0);
  const std::vector<float> sums = device.download(output, 1024);
  for (size_t i = 0; i < 1024; i++) {
    CHECK_EQUAL(sums[i], 31.0f * 16 + 1024.0f * static_cast<float>(i / 32));
  }
}

void exchangesFollowTheirRules(const char* order) {
  TestDevice device({order});
  const CUdeviceptr y = device.allocate(6 * 64 * 4);
  CHECK_EQUAL(device.run("probe", "probe_exchanges", 1, 64, {y}), 0);
  std::vector<int> values(6 * 64);
  CHECK_EQUAL(cuMemcpyDtoH_v2(values.data(), y, values.size() * 4), 0);
  for (int t = 0; t < 64; t++) {
    const int lane = t % 32;
    int votes = 0;
    for (int other = 0; other < 32; other++) {
      votes |= (t - lane + other) % 3 == 0 ? static_cast<int>(1u << other) : 0;
    }
    const auto at = [&](int row) { return values[static_cast<size_t>(64 * row + t)]; };
    CHECK_EQUAL(at(0), t - lane + 5);
    CHECK_EQUAL(at(1), t - t % 8 + 3);
    CHECK_EQUAL(at(2), lane < 28 ? t + 4 : t);
    CHECK_EQUAL(at(3), lane >= 4 ? t - 4 : t);
    CHECK_EQUAL(at(4), t ^ 1);
    CHECK_EQUAL(at(5), votes);
  }
  CHECK_EQUAL(device.run("probe", "probe_half_warp", 1, 32, {y}), 0);
  CHECK_EQUAL(cuMemcpyDtoH_v2(values.data(), y, 128), 0);
  for (size_t t = 0; t < 32; t++) {
    CHECK_EQUAL(values[t], t < 16 ? 120 : 376);
  }
}

// The arguments come as an array or in one buffer, whose size is checked.
void argumentsArrive() {
  TestDevice device;
  const CUdeviceptr x = device.upload({1, 2, 3, 4});
  const CUdeviceptr y = device.upload({0, 0, 0, 0});
  struct {
    int n;
    CUdeviceptr x;
    float a;
    CUdeviceptr y;
    long long b;
  } packed = {4, x, 10.0f, y, -1};
  static_assert(sizeof(packed) == 40, "as a compiler packs the arguments");
  size_t size = sizeof(packed);
  void* extra[] = {reinterpret_cast<void*>(1), &packed, reinterpret_cast<void*>(2), &size, nullptr};
  const CUfunction kernel = device.kernel("probe", "probe_arguments");
  CHECK_EQUAL(cuLaunchKernel(kernel, 1, 1, 1, 32, 1, 1, 0, nullptr, nullptr, extra), 0);
  CHECK(device.download(y, 4) == (std::vector<float>{9, 19, 29, 39}));
  size = 32;
  CHECK_EQUAL(cuLaunchKernel(kernel, 1, 1, 1, 32, 1, 1, 0, nullptr, nullptr, extra), 1);
  CHECK_CONTAINS(command("log"), "Expected 40 bytes for 5 arguments, received 32");

  void* array[] = {&packed.n, &packed.x, &packed.a, &packed.y, &packed.b};
  packed.b = 5;
  CHECK_EQUAL(cuLaunchKernel(kernel, 1, 1, 1, 32, 1, 1, 0, nullptr, array, nullptr), 0);
  packed.a = 0;  // the launch has its own copy
  CHECK(device.download(y, 4) == (std::vector<float>{15, 25, 35, 45}));
  void* missing[] = {&packed.n, &packed.x, nullptr, &packed.y, &packed.b};
  CHECK_EQUAL(cuLaunchKernel(kernel, 1, 1, 1, 32, 1, 1, 0, nullptr, missing, nullptr), 1);
  void* wild[] = {&packed.n, &packed.x, reinterpret_cast<void*>(16), &packed.y, &packed.b};
  CHECK_EQUAL(cuLaunchKernel(kernel, 1, 1, 1, 32, 1, 1, 0, nullptr, wild, nullptr), 1);
  CHECK_EQUAL(cuLaunchKernel(kernel, 1, 1, 1, 32, 1, 1, 0, nullptr, nullptr, nullptr), 1);
  CHECK_EQUAL(cuLaunchKernel(kernel, 1, 1, 1, 32, 1, 1, 0, nullptr, array, extra), 1);
}

// A pointer of the host is refused before the kernel runs, and the message says which argument it is.
void pointersMustBeOfTheDevice() {
  TestDevice device;
  std::vector<float> host(256);
  const CUdeviceptr address = reinterpret_cast<CUdeviceptr>(host.data());
  CHECK_EQUAL(device.launch("probe", "probe_double", 1, 256, {address, 256}), 1);
  CHECK_CONTAINS(command("log"), "probe_double, argument 0: Expected device memory or 0");
  const CUdeviceptr freed = device.allocate(1024);
  CHECK_EQUAL(cuMemFree_v2(freed), 0);
  CHECK_EQUAL(device.launch("probe", "probe_double", 1, 256, {freed, 256}), 1);
  CHECK_EQUAL(device.launch("probe", "probe_double", 1, 256, {CUdeviceptr{0}, 0}), 0);
  CHECK_EQUAL(cuCtxSynchronize(), 0);
}

void launchLimits() {
  TestDevice device({"profile threads=512 shared=16384"});
  const CUdeviceptr y = device.allocate(1 << 16);
  const CUfunction visits = device.kernel("probe", "probe_visits");
  Argument argument(y);
  void* arguments[] = {argument.address};
  const auto launch = [&](unsigned gx, unsigned gy, unsigned gz, unsigned bx, unsigned by, unsigned bz,
                          unsigned shared = 0) {
    return cuLaunchKernel(visits, gx, gy, gz, bx, by, bz, shared, nullptr, arguments, nullptr);
  };
  CHECK_EQUAL(launch(1, 1, 1, 512, 1, 1), 0);
  CHECK_EQUAL(launch(1, 1, 1, 513, 1, 1), 1);
  CHECK_EQUAL(launch(1, 1, 1, 16, 16, 3), 1);
  CHECK_EQUAL(launch(1, 1, 1, 1, 1, 65), 1);
  CHECK_EQUAL(launch(0, 1, 1, 1, 1, 1), 1);
  CHECK_EQUAL(launch(1, 1, 1, 1, 0, 1), 1);
  CHECK_EQUAL(launch(1, 65536, 1, 1, 1, 1), 1);
  CHECK_EQUAL(launch(1, 1, 65536, 1, 1, 1), 1);
  CHECK_EQUAL(launch(0x80000000u, 1, 1, 1, 1, 1), 1);
  CHECK_EQUAL(launch(1, 1, 1, 1, 1, 1, 16385), 1);
  CHECK_EQUAL(device.launch("probe", "probe_double", 1, 257, {y, 0}), 701);
  CHECK_EQUAL(cuCtxSynchronize(), 0);
}

}  // namespace

int main() {
  for (const char* order : ORDERS) {
    everyThreadRunsOnce(order);
    sumsAreRight(order);
    exchangesFollowTheirRules(order);
  }
  argumentsArrive();
  pointersMustBeOfTheDevice();
  launchLimits();
  return result();
}
