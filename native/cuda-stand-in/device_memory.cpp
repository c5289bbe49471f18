#include "device_memory.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstdio>
#include <cstring>

#include "error.h"

namespace lm::stand_in {

namespace {

constexpr uint64_t PAGE = 4096;
constexpr uint64_t ALIGNMENT = 256;
constexpr uint64_t RED_ZONE = 256;  // at least, before the data; behind it, what is missing to the alignment
constexpr unsigned char POISON = 0xff;
constexpr uint64_t LARGEST_RANGE = uint64_t{1} << 42;
constexpr uint64_t SMALLEST_RANGE = uint64_t{1} << 32;

uint64_t roundUp(uint64_t value, uint64_t unit) { return (value + unit - 1) / unit * unit; }

unsigned char* bytesAt(uint64_t address) { return reinterpret_cast<unsigned char*>(address); }

std::string hexadecimal(uint64_t address) {
  char digits[24];
  std::snprintf(digits, sizeof(digits), "0x%llx", static_cast<unsigned long long>(address));
  return digits;
}

std::string name(CUdeviceptr address, uint64_t bytes) {
  return "the allocation of " + std::to_string(bytes) + " bytes at " + hexadecimal(address);
}

}  // namespace

DeviceMemory::DeviceMemory(uint64_t capacity) : capacity_(capacity) {
  for (uint64_t range = LARGEST_RANGE; range >= SMALLEST_RANGE; range /= 2) {
    void* mapping = mmap(nullptr, range, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (mapping != MAP_FAILED) {
      begin_ = next_ = reinterpret_cast<uint64_t>(mapping);
      end_ = begin_ + range;
      return;
    }
  }
  throw Failure(CODE_OPERATING_SYSTEM, "Expected 4 GiB of free addresses for device memory, received none. "
                                       "Fix: raise the limit of virtual memory (ulimit -v).");
}

DeviceMemory::~DeviceMemory() { munmap(bytesAt(begin_), end_ - begin_); }

CUdeviceptr DeviceMemory::allocate(uint64_t bytes) {
  if (bytes == 0) {
    throw Failure(CODE_INVALID_VALUE, "Expected a size of 1 byte or more, received 0.");
  }
  if (bytes > capacity_ || used_ + roundUp(bytes, ALIGNMENT) > capacity_) {
    throw Failure(CODE_OUT_OF_MEMORY, "Expected at most " + std::to_string(capacity_ - used_) +
                                          " bytes, which are free, received " + std::to_string(bytes) + ".");
  }
  Allocation allocation{};
  allocation.bytes = bytes;
  const uint64_t pages = roundUp(RED_ZONE + roundUp(bytes, ALIGNMENT), PAGE);
  allocation.pagesBegin = reserve(pages + PAGE);  // the last page stays inaccessible
  allocation.pagesEnd = allocation.pagesBegin + pages;
  const CUdeviceptr address = allocation.pagesEnd - roundUp(bytes, ALIGNMENT);
  protect(allocation, PROT_READ | PROT_WRITE);
  std::memset(bytesAt(allocation.pagesBegin), POISON, pages);
  if (!open_) {
    protect(allocation, PROT_NONE);
  }
  live_.emplace(address, allocation);
  used_ += roundUp(bytes, ALIGNMENT);
  return address;
}

// Addresses that were never used, and when there are none, freed ones that fit best.
uint64_t DeviceMemory::reserve(uint64_t bytes) {
  if (end_ - next_ >= bytes) {
    const uint64_t address = next_;
    next_ += bytes;
    return address;
  }
  auto found = freed_.lower_bound(bytes);
  if (found == freed_.end()) {
    throw Failure(CODE_OUT_OF_MEMORY, "no addresses are left for " + std::to_string(bytes) + " bytes");
  }
  const auto [size, address] = *found;
  freed_.erase(found);
  if (size > bytes) {
    freed_.emplace(size - bytes, address + bytes);
  }
  return address;
}

std::string DeviceMemory::free(CUdeviceptr address) {
  auto found = live_.find(address);
  if (found == live_.end()) {
    throw Failure(CODE_INVALID_VALUE, "Expected the address of an allocation, received " + describe(address) + ".");
  }
  const Allocation allocation = found->second;
  protect(allocation, PROT_READ | PROT_WRITE);
  const std::string damage = checkRedZones(address, allocation);
  const uint64_t pages = allocation.pagesEnd - allocation.pagesBegin;
  // A new mapping in place of the old one gives its pages back to the system.
  if (mmap(bytesAt(allocation.pagesBegin), pages, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED,
           -1, 0) == MAP_FAILED) {
    throw Failure(CODE_OPERATING_SYSTEM, "the pages of an allocation could not be given back");
  }
  freed_.emplace(pages + PAGE, allocation.pagesBegin);
  used_ -= roundUp(allocation.bytes, ALIGNMENT);
  live_.erase(found);
  return damage;
}

bool DeviceMemory::contains(CUdeviceptr address, uint64_t bytes) const {
  auto above = live_.upper_bound(address);
  if (above == live_.begin()) {
    return false;
  }
  const auto& [start, allocation] = *std::prev(above);
  const uint64_t offset = address - start;
  return offset <= allocation.bytes && bytes <= allocation.bytes - offset;
}

bool DeviceMemory::owns(CUdeviceptr address) const { return address >= begin_ && address < end_; }

std::string DeviceMemory::describe(CUdeviceptr address) const {
  if (!owns(address)) {
    return hexadecimal(address) + ", which is no device memory";
  }
  auto above = live_.upper_bound(address);
  if (above != live_.begin()) {
    const auto& [start, allocation] = *std::prev(above);
    const std::string block = name(start, allocation.bytes);
    if (address < start + allocation.bytes) {
      return hexadecimal(address) + ", " + std::to_string(address - start) + " bytes into " + block;
    }
    if (address < allocation.pagesEnd + PAGE) {
      return hexadecimal(address) + ", " + std::to_string(address - start - allocation.bytes) +
             " bytes behind the end of " + block;
    }
  }
  return hexadecimal(address) + ", device memory that is not allocated (any more)";
}

std::string DeviceMemory::list() const {
  std::string lines;
  for (const auto& entry : live_) {
    lines += "\n" + name(entry.first, entry.second.bytes);
  }
  return lines;
}

void DeviceMemory::open() {
  for (const auto& entry : live_) {
    protect(entry.second, PROT_READ | PROT_WRITE);
  }
  open_ = true;
}

void DeviceMemory::close() {
  for (const auto& entry : live_) {
    protect(entry.second, PROT_NONE);
  }
  open_ = false;
}

std::string DeviceMemory::checkRedZones() const {
  for (const auto& [address, allocation] : live_) {
    const std::string damage = checkRedZones(address, allocation);
    if (!damage.empty()) {
      return damage;
    }
  }
  return "";
}

std::string DeviceMemory::checkRedZones(CUdeviceptr address, const Allocation& allocation) const {
  const auto written = [](unsigned char byte) { return byte != POISON; };
  const unsigned char* begin = bytesAt(allocation.pagesBegin);
  const unsigned char* data = bytesAt(address);
  const unsigned char* dataEnd = data + allocation.bytes;
  const unsigned char* end = bytesAt(allocation.pagesEnd);
  const unsigned char* found = std::find_if(begin, data, written);
  if (found == data) {
    found = std::find_if(dataEnd, end, written);
  }
  if (found == end) {
    return "";
  }
  return found < data ? "a write " + std::to_string(data - found) + " bytes before " + name(address, allocation.bytes)
                      : "a write " + std::to_string(found - dataEnd) + " bytes behind the end of " +
                            name(address, allocation.bytes);
}

void DeviceMemory::protect(const Allocation& allocation, int protection) const {
  if (mprotect(bytesAt(allocation.pagesBegin), allocation.pagesEnd - allocation.pagesBegin, protection) != 0) {
    throw Failure(CODE_OUT_OF_MEMORY, "the pages of an allocation could not be " +
                                          std::string(protection == PROT_NONE ? "closed" : "opened"));
  }
}

}  // namespace lm::stand_in
