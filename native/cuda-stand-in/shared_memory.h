// The shared memory of the running block. It is full of 0xFF when a block begins; each array has a margin on both sides
// that must be untouched when the block ends.
#pragma once

#include <cstddef>
#include <string>

namespace lm::stand_in {

// What a block may declare, unless the device's profile says less.
constexpr size_t SHARED_BYTES = 48 * 1024;

void setSharedLimit(size_t bytes);

// A block begins: all arrays are new.
void beginSharedMemory();

// The block ends: the name of an array beside which somebody wrote, or an empty string. Poisons what was used.
std::string endSharedMemory();

}  // namespace lm::stand_in
