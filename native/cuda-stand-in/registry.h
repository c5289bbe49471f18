// All kernels that are compiled into the stand-in.
#pragma once

#include <string>
#include <vector>

#include "kernel.h"

namespace lm::stand_in {

// The kernel of this name in this module, or nullptr.
const Kernel* findKernel(const std::string& module, const std::string& name);

bool hasModule(const std::string& module);

const std::vector<const Kernel*>& kernels();

}  // namespace lm::stand_in
