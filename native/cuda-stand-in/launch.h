// One launch of a kernel, with copies of its arguments.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "block.h"
#include "kernel.h"
#include "order.h"

namespace lm::stand_in {

struct Launch {
  const Kernel* kernel;
  Extent grid;
  Extent block;
  std::vector<uint64_t> values;  // one word per argument, its bytes from the lowest address on
};

// Runs all blocks, on the worker. Nothing when the kernel ran to its end.
std::optional<Fault> runLaunch(const Launch& launch, Order order, Random& random);

}  // namespace lm::stand_in
