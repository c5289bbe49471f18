// How a driver call fails, and what CUDA calls the codes.
#pragma once

#include <stdexcept>
#include <string>

#include "driver_types.h"

namespace lm::stand_in {

// Ends a driver call with this code; the message goes to the log.
class Failure : public std::runtime_error {
 public:
  Failure(CUresult code, const std::string& message) : std::runtime_error(message), code(code) {}
  const CUresult code;
};

// "CUDA_ERROR_…", or nullptr for a number that is no code.
const char* codeName(CUresult code);

// The name in plain words, or nullptr.
const char* codeText(CUresult code);

// Codes after which a context is of no use: every later call repeats them.
bool isSticky(CUresult code);

}  // namespace lm::stand_in
