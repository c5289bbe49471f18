// Random calls with random arguments, right ones and wrong ones: every call returns, nothing crashes or hangs, and a
// fresh driver works afterwards.
#include <cstdlib>

#include "device.h"
#include "order.h"

using namespace lm::stand_in::test;
using lm::stand_in::Random;

namespace {

constexpr int SEEDS = 60;
constexpr int CALLS = 400;

class Misuse {
 public:
  explicit Misuse(uint64_t seed) : random_(seed) {}

  void run() {
    const char* const modes[] = {"streams lazy", "streams eager", "streams random"};
    TestDevice device({modes[random_.below(3)], ORDERS[random_.below(4)], "watchdog 2000"});
    context_ = device.context;
    for (int i = 0; i < CALLS; i++) {
      step();
    }
    command("log clear");
  }

 private:
  // One that was created, alive or not; sometimes one of another kind, or nonsense.
  uint64_t pick(const std::vector<uint64_t>& known) {
    switch (random_.below(12)) {
      case 0:
        return 0;
      case 1:
        return random_.next();
      case 2:
        return all_.empty() ? 0 : all_[random_.below(all_.size())];
      default:
        return known.empty() ? 0 : known[random_.below(known.size())];
    }
  }

  template <typename Handle>
  Handle pickHandle(const std::vector<uint64_t>& known) {
    return reinterpret_cast<Handle>(pick(known));
  }

  template <typename Handle>
  void keep(std::vector<uint64_t>& known, CUresult code, Handle handle) {
    if (code == 0) {
      known.push_back(reinterpret_cast<uint64_t>(handle));
      all_.push_back(known.back());
    }
  }

  CUdeviceptr pickAddress() { return pick(addresses_) + (random_.below(6) == 0 ? random_.below(5000) : 0); }

  void step() {
    CUstream stream = random_.below(4) == 0 ? nullptr : pickHandle<CUstream>(streams_);
    const size_t bytes = random_.below(8) == 0 ? random_.next() : random_.below(sizeof(host_));
    switch (random_.below(27)) {
      case 0:
      case 1: {
        CUdeviceptr address = 0;
        if (cuMemAlloc_v2(&address, bytes % 100000) == 0) {
          addresses_.push_back(address);
          all_.push_back(address);
        }
        break;
      }
      case 2:
        cuMemFree_v2(pickAddress());
        break;
      case 3:
      case 4: {
        CUstream created = nullptr;
        keep(streams_, cuStreamCreate(&created, static_cast<unsigned>(random_.below(3))), created);
        break;
      }
      case 5:
        cuStreamDestroy_v2(stream);
        break;
      case 6:
        cuStreamSynchronize(stream);
        break;
      case 7:
        cuStreamQuery(stream);
        break;
      case 8: {
        CUevent event = nullptr;
        keep(events_, cuEventCreate(&event, static_cast<unsigned>(random_.below(9))), event);
        break;
      }
      case 9:
        cuEventRecord(pickHandle<CUevent>(events_), stream);
        break;
      case 10:
        cuStreamWaitEvent(stream, pickHandle<CUevent>(events_), 0);
        break;
      case 11:
        random_.below(2) == 0 ? cuEventQuery(pickHandle<CUevent>(events_))
                              : cuEventSynchronize(pickHandle<CUevent>(events_));
        break;
      case 12:
        random_.below(4) == 0 ? cuEventDestroy_v2(pickHandle<CUevent>(events_)) : cuCtxSynchronize();
        break;
      case 13:
        cuMemcpyHtoDAsync_v2(pickAddress(), host_, std::min(bytes, sizeof(host_)), stream);
        break;
      case 14:
        cuMemcpyDtoHAsync_v2(host_, pickAddress(), std::min(bytes, sizeof(host_)), stream);
        break;
      case 15:
        cuMemcpyDtoDAsync_v2(pickAddress(), pickAddress(), bytes, stream);
        break;
      case 16:
        cuMemsetD32Async(pickAddress(), 0, bytes / 4, stream);
        break;
      case 17:
        cuStreamBeginCapture_v2(stream, static_cast<int>(random_.below(4)));
        break;
      case 18:
      case 19: {
        CUgraph graph = nullptr;
        keep(graphs_, cuStreamEndCapture(stream, &graph), graph);
        break;
      }
      case 20: {
        CUgraphExec executable = nullptr;
        keep(executables_, cuGraphInstantiateWithFlags(&executable, pickHandle<CUgraph>(graphs_), 0), executable);
        break;
      }
      case 21:
        cuGraphLaunch(pickHandle<CUgraphExec>(executables_), stream);
        break;
      case 22:
        random_.below(2) == 0 ? cuGraphDestroy(pickHandle<CUgraph>(graphs_))
                              : cuGraphExecDestroy(pickHandle<CUgraphExec>(executables_));
        break;
      case 23: {
        CUmodule module = nullptr;
        CUfunction function = nullptr;
        keep(modules_, cuModuleLoadData(&module, imageOf("probe").c_str()), module);
        keep(functions_, cuModuleGetFunction(&function, pickHandle<CUmodule>(modules_), "probe_add_one"), function);
        break;
      }
      case 24:
      case 25: {
        CUdeviceptr address = pickAddress();
        int count = static_cast<int>(random_.below(300));
        void* arguments[] = {&address, &count};
        cuLaunchKernel(pickHandle<CUfunction>(functions_), static_cast<unsigned>(random_.below(4)), 1, 1,
                       static_cast<unsigned>(random_.below(300)), 1, 1, 0, stream, arguments, nullptr);
        break;
      }
      default:
        rarely();
    }
  }

  void rarely() {
    void* pinned = nullptr;
    switch (random_.below(8)) {
      case 0:
        cuMemHostRegister_v2(host_, random_.below(sizeof(host_) + 1), 0);
        break;
      case 1:
        cuMemHostUnregister(host_);
        break;
      case 2:
        if (cuMemHostAlloc(&pinned, 1 + random_.below(1000), 0) == 0) {
          cuMemFreeHost(pinned);
        }
        break;
      case 3:
        cuMemFreeHost(pickHandle<void*>(addresses_));
        break;
      case 4:
        cuModuleUnload(pickHandle<CUmodule>(modules_));
        break;
      case 5:
        cuCtxSetCurrent(random_.below(2) == 0 ? context_ : pickHandle<CUcontext>(all_));
        break;
      case 6:
        random_.below(10) == 0 ? cuDevicePrimaryCtxReset_v2(0) : cuDevicePrimaryCtxRetain(&context_, 0);
        break;
      default:
        cuCtxSetCurrent(context_);
    }
  }

  Random random_;
  CUcontext context_ = nullptr;
  char host_[4096] = {};
  std::vector<uint64_t> all_;
  std::vector<uint64_t> addresses_;
  std::vector<uint64_t> streams_;
  std::vector<uint64_t> events_;
  std::vector<uint64_t> graphs_;
  std::vector<uint64_t> executables_;
  std::vector<uint64_t> modules_;
  std::vector<uint64_t> functions_;
};

}  // namespace

int main(int count, char** values) {
  const uint64_t first = count > 1 ? std::strtoull(values[1], nullptr, 10) : 1;
  const uint64_t seeds = count > 2 ? std::strtoull(values[2], nullptr, 10) : SEEDS;
  for (uint64_t seed = first; seed < first + seeds; seed++) {
    Misuse(seed).run();
    TestDevice device;
    const CUdeviceptr y = device.upload({1});
    CHECK_EQUAL(device.run("probe", "probe_double", 1, 32, {y, 1}), 0);
    CHECK_EQUAL(device.download(y, 1)[0], 2.0f);
  }
  return result();
}
