// Host memory that the driver knows: allocated by it, or registered with it. Copies to and from it may run later; all
// other host memory is pageable.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace lm::stand_in {

class HostMemory {
 public:
  HostMemory() = default;
  ~HostMemory();
  HostMemory(const HostMemory&) = delete;
  HostMemory& operator=(const HostMemory&) = delete;

  void* allocate(uint64_t bytes);
  void free(void* address);
  void registerRange(void* address, uint64_t bytes);
  void unregisterRange(void* address);

  // Do all these bytes lie in one known range?
  bool isPinned(const void* address, uint64_t bytes) const;

  uint64_t allocatedCount() const { return count(true); }
  uint64_t registeredCount() const { return count(false); }
  uint64_t bytes() const;
  // One line per range, each after a line break.
  std::string list() const;

 private:
  struct Range {
    uint64_t bytes;
    bool allocated;
  };

  uint64_t count(bool allocated) const;
  bool overlaps(uint64_t begin, uint64_t bytes) const;

  std::map<uint64_t, Range> ranges_;
};

}  // namespace lm::stand_in
