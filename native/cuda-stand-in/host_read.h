// Reading what the host's pointers name, in calls whose pointers may be wrong.
#pragma once

#include <cstddef>

namespace lm::stand_in {

// Copies from memory of the host. Throws INVALID_VALUE where there is none, instead of ending the process.
void readHost(void* to, const void* from, size_t bytes, const char* what);

}  // namespace lm::stand_in
