// A program made ready on this processor: its arena, its kernels, its run.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "kernel.h"

namespace lm {

class Plan {
 public:
  Plan(ThreadPool& pool, KernelFactory factory, const int64_t* program, int64_t words, void* host, int64_t hostBytes,
       int64_t arenaBytes);

  void run();
  void write(int64_t offset, const float* data, int64_t count);
  void read(int64_t offset, float* data, int64_t count) const;
  int64_t damagedGuard() const;
  void poison();

 private:
  struct Place {
    bool host;
    int64_t offset;
    int64_t bytes;
    bool persistent;
  };

  void checkRange(int64_t offset, int64_t count) const;
  char* address(const Place& place) const;
  std::vector<bool> covered() const;

  ThreadPool& pool_;
  char* host_;
  int64_t hostBytes_;
  int64_t arenaBytes_;
  Buffer arena_;
  std::vector<Place> places_;
  uint64_t hostWrites_ = 0;
  std::vector<std::unique_ptr<Kernel>> kernels_;
};

}  // namespace lm
