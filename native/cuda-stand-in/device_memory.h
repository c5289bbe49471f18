// The memory of one device: a range of addresses of its own that host code cannot touch. Only while the worker runs
// kernels or copies is it open (DeviceMemory::open).
//
// Every allocation has pages of its own, of which it takes the end: the next page is inaccessible. What remains on both
// sides is a red zone that must keep its 0xFF. Fresh memory is full of 0xFF, which is a NaN. Freed addresses are not
// given out again while there are others.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "driver_types.h"

namespace lm::stand_in {

class DeviceMemory {
 public:
  explicit DeviceMemory(uint64_t capacity);
  ~DeviceMemory();
  DeviceMemory(const DeviceMemory&) = delete;
  DeviceMemory& operator=(const DeviceMemory&) = delete;

  CUdeviceptr allocate(uint64_t bytes);
  // Also checks the red zones; what it finds wrong is the message, else empty.
  std::string free(CUdeviceptr address);

  // Do all these bytes lie in one live allocation?
  bool contains(CUdeviceptr address, uint64_t bytes) const;
  // Is this any address of this device, live or not?
  bool owns(CUdeviceptr address) const;
  // "12 bytes behind the allocation of 64 bytes at 0x…", for messages.
  std::string describe(CUdeviceptr address) const;

  void open();
  void close();
  // Looks at all red zones; the memory must be open. Empty when none was written.
  std::string checkRedZones() const;

  // One line per allocation, each after a line break.
  std::string list() const;

  uint64_t capacity() const { return capacity_; }
  uint64_t used() const { return used_; }
  uint64_t count() const { return live_.size(); }

 private:
  struct Allocation {
    uint64_t bytes;
    uint64_t pagesBegin;
    uint64_t pagesEnd;
  };

  uint64_t reserve(uint64_t bytes);
  std::string checkRedZones(CUdeviceptr address, const Allocation& allocation) const;
  void protect(const Allocation& allocation, int protection) const;

  uint64_t capacity_;
  uint64_t used_ = 0;
  uint64_t begin_;
  uint64_t end_;
  uint64_t next_;
  bool open_ = false;
  std::map<CUdeviceptr, Allocation> live_;
  std::multimap<uint64_t, uint64_t> freed_;  // size in bytes of the pages -> where they begin
};

}  // namespace lm::stand_in
