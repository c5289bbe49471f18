// What the stand-in claims to be.
#pragma once

#include <cstdint>
#include <string>

namespace lm::stand_in {

struct Profile {
  int computeCapability = 61;  // as in sm_61
  int driverVersion = 12060;
  uint64_t memory = uint64_t{2} << 30;
  int devices = 1;
  int threads = 1024;    // per block
  int shared = 49152;    // bytes per block
  int multiprocessors = 20;
};

}  // namespace lm::stand_in
