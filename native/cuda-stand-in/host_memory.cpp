#include "host_memory.h"

#include <sys/mman.h>

#include <iterator>

#include "error.h"

namespace lm::stand_in {

HostMemory::~HostMemory() {
  for (const auto& [address, range] : ranges_) {
    if (range.allocated) {
      munmap(reinterpret_cast<void*>(address), range.bytes);
    }
  }
}

// Pages of its own, so that a copy that outlives its memory is seen.
void* HostMemory::allocate(uint64_t bytes) {
  if (bytes == 0) {
    throw Failure(CODE_INVALID_VALUE, "Expected a size of 1 byte or more, received 0.");
  }
  void* mapping = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (mapping == MAP_FAILED) {
    throw Failure(CODE_OUT_OF_MEMORY, std::to_string(bytes) + " bytes of host memory are not to be had");
  }
  ranges_.emplace(reinterpret_cast<uint64_t>(mapping), Range{bytes, true});
  return mapping;
}

void HostMemory::free(void* address) {
  auto found = ranges_.find(reinterpret_cast<uint64_t>(address));
  if (found == ranges_.end() || !found->second.allocated) {
    throw Failure(CODE_INVALID_VALUE, "Expected host memory that the driver allocated, received another address.");
  }
  munmap(address, found->second.bytes);
  ranges_.erase(found);
}

void HostMemory::registerRange(void* address, uint64_t bytes) {
  const uint64_t begin = reinterpret_cast<uint64_t>(address);
  if (begin == 0 || bytes == 0) {
    throw Failure(CODE_INVALID_VALUE, "Expected an address and 1 byte or more, received nothing to register.");
  }
  if (overlaps(begin, bytes)) {
    throw Failure(CODE_HOST_MEMORY_ALREADY_REGISTERED, "a part of the range is registered or allocated already");
  }
  ranges_.emplace(begin, Range{bytes, false});
}

void HostMemory::unregisterRange(void* address) {
  auto found = ranges_.find(reinterpret_cast<uint64_t>(address));
  if (found == ranges_.end() || found->second.allocated) {
    throw Failure(CODE_HOST_MEMORY_NOT_REGISTERED,
                  "Expected the start of a registered range, received another address.");
  }
  ranges_.erase(found);
}

bool HostMemory::isPinned(const void* address, uint64_t bytes) const {
  const uint64_t begin = reinterpret_cast<uint64_t>(address);
  auto above = ranges_.upper_bound(begin);
  if (above == ranges_.begin()) {
    return false;
  }
  const auto& [start, range] = *std::prev(above);
  const uint64_t offset = begin - start;
  return offset < range.bytes && bytes <= range.bytes - offset;
}

bool HostMemory::overlaps(uint64_t begin, uint64_t bytes) const {
  auto above = ranges_.lower_bound(begin);
  if (above != ranges_.end() && above->first < begin + bytes) {
    return true;
  }
  return above != ranges_.begin() && std::prev(above)->first + std::prev(above)->second.bytes > begin;
}

uint64_t HostMemory::count(bool allocated) const {
  uint64_t result = 0;
  for (const auto& entry : ranges_) {
    result += entry.second.allocated == allocated ? 1 : 0;
  }
  return result;
}

std::string HostMemory::list() const {
  std::string lines;
  for (const auto& entry : ranges_) {
    lines += "\n" + std::to_string(entry.second.bytes) + " bytes of host memory, " +
             (entry.second.allocated ? "allocated" : "registered");
  }
  return lines;
}

uint64_t HostMemory::bytes() const {
  uint64_t result = 0;
  for (const auto& entry : ranges_) {
    result += entry.second.bytes;
  }
  return result;
}

}  // namespace lm::stand_in
