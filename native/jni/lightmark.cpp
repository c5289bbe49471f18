// The C interface over Plan and ThreadPool: handles, error messages, choice of instruction set.
#include "lightmark.h"

#include <exception>
#include <memory>
#include <new>
#include <string>

#include "plan.h"
#include "thread_pool.h"

namespace {

thread_local std::string lastError;

struct PoolHandle {
  lm::ThreadPool pool;
  explicit PoolHandle(int threads) : pool(threads) { lm::addLiveBytes(sizeof(PoolHandle)); }
  ~PoolHandle() { lm::addLiveBytes(-static_cast<int64_t>(sizeof(PoolHandle))); }
};

lm::Plan& plan(int64_t handle) { return *reinterpret_cast<lm::Plan*>(handle); }

// Nothing may cross into the virtual machine as a C++ exception.
template <typename Result, typename Body>
Result guarded(Result failure, Body&& body) {
  try {
    return body();
  } catch (const std::bad_alloc&) {
    lastError = "out of memory";
  } catch (const std::exception& e) {
    lastError = e.what();
  } catch (...) {
    lastError = "unknown error";
  }
  return failure;
}

lm::KernelFactory factory(int simd) {
  if (simd < 0 || simd > lm_simd_level()) {
    throw std::invalid_argument("this processor has no such instruction set");
  }
  return simd == 2 ? lm_avx512::makeKernel : simd == 1 ? lm_avx2::makeKernel : lm_baseline::makeKernel;
}

}  // namespace

extern "C" {

const char* lm_fingerprint(void) { return LM_FINGERPRINT; }

const char* lm_last_error(void) { return lastError.c_str(); }

int lm_simd_level(void) {
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512vl")) {
    return 2;
  }
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? 1 : 0;
}

int64_t lm_live_bytes(void) { return lm::liveBytes(); }

int64_t lm_pool_create(int threads) {
  return guarded<int64_t>(0, [&] { return reinterpret_cast<int64_t>(new PoolHandle(threads)); });
}

void lm_pool_destroy(int64_t pool) { delete reinterpret_cast<PoolHandle*>(pool); }

int64_t lm_plan_create(int64_t pool, int simd, const int64_t* program, int64_t words, void* host, int64_t host_bytes,
                       int64_t arena_bytes) {
  return guarded<int64_t>(0, [&] {
    lm::ThreadPool& threads = reinterpret_cast<PoolHandle*>(pool)->pool;
    return reinterpret_cast<int64_t>(
        new lm::Plan(threads, factory(simd), program, words, host, host_bytes, arena_bytes));
  });
}

int lm_plan_run(int64_t handle) {
  return guarded(-1, [&] {
    plan(handle).run();
    return 0;
  });
}

void lm_plan_destroy(int64_t handle) { delete &plan(handle); }

int lm_plan_write(int64_t handle, int64_t offset, const float* data, int64_t count) {
  return guarded(-1, [&] {
    plan(handle).write(offset, data, count);
    return 0;
  });
}

int lm_plan_read(int64_t handle, int64_t offset, float* data, int64_t count) {
  return guarded(-1, [&] {
    plan(handle).read(offset, data, count);
    return 0;
  });
}

int64_t lm_plan_damaged_guard(int64_t handle) {
  return guarded<int64_t>(-2, [&] { return plan(handle).damagedGuard(); });
}

void lm_plan_poison(int64_t handle) { plan(handle).poison(); }

}  // extern "C"
