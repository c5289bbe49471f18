// What tests ask of the stand-in beside the driver's functions, as lines of text.
#pragma once

#include <string>

namespace lm::stand_in {

// "ok", or "ok " and the answer, or "error " and what was expected and received. Never throws.
std::string control(const std::string& command) noexcept;

}  // namespace lm::stand_in
