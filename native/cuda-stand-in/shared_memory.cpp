#include "shared_memory.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "block.h"
#include "driver_types.h"

namespace lm::stand_in {

namespace {

constexpr size_t MARGIN = 64;
constexpr size_t MAX_ARRAYS = 64;
constexpr size_t ALIGNMENT = 16;
constexpr unsigned char POISON = 0xff;

struct Placed {
  const char* name;
  size_t begin;
  size_t end;
};

struct SharedMemory {
  SharedMemory() { std::memset(bytes, POISON, sizeof(bytes)); }

  alignas(64) unsigned char bytes[SHARED_BYTES + (MAX_ARRAYS + 1) * (MARGIN + ALIGNMENT)];
  std::array<Placed, MAX_ARRAYS> arrays;
  size_t arrayCount = 0;
  size_t used = MARGIN;    // with the margins
  size_t declared = 0;     // without
  size_t limit = SHARED_BYTES;
  uint64_t block = 0;
};

SharedMemory& memory() {
  static SharedMemory only;
  return only;
}

bool untouched(const unsigned char* bytes, size_t count) {
  return std::all_of(bytes, bytes + count, [](unsigned char byte) { return byte == POISON; });
}

}  // namespace

void setSharedLimit(size_t bytes) { memory().limit = std::min(bytes, SHARED_BYTES); }

void beginSharedMemory() {
  SharedMemory& shared = memory();
  std::memset(shared.bytes, POISON, shared.used + MARGIN);
  shared.block++;
  shared.arrayCount = 0;
  shared.used = MARGIN;
  shared.declared = 0;
}

std::string endSharedMemory() {
  SharedMemory& shared = memory();
  size_t checked = 0;
  for (size_t i = 0; i < shared.arrayCount; i++) {
    const Placed& array = shared.arrays[i];
    const size_t after = i + 1 < shared.arrayCount ? shared.arrays[i + 1].begin : shared.used;
    if (!untouched(shared.bytes + checked, array.begin - checked) ||
        !untouched(shared.bytes + array.end, after - array.end)) {
      return array.name;
    }
    checked = after;
  }
  return "";
}

void* sharedArray(SharedArray& array, size_t bytes, const char* name) {
  SharedMemory& shared = memory();
  if (array.block == shared.block) {
    return array.address;
  }
  shared.declared += (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  if (shared.declared > shared.limit || shared.arrayCount == MAX_ARRAYS) {
    runningBlock().fail(CODE_LAUNCH_OUT_OF_RESOURCES,
                        "Expected at most " + std::to_string(shared.limit) + " bytes of shared memory, received " +
                            std::to_string(shared.declared) + " with the array " + name + ".");
  }
  Placed& placed = shared.arrays[shared.arrayCount++];
  placed.name = name;
  placed.begin = shared.used;
  placed.end = placed.begin + bytes;
  shared.used = (placed.end + MARGIN + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  array.block = shared.block;
  array.address = shared.bytes + placed.begin;
  return array.address;
}

}  // namespace lm::stand_in
