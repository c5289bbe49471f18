// A device faults when an access is not aligned to its size; the processor mostly does not. The kernels are compiled
// with the compiler's check of every access (-fsanitize=alignment), which calls the function below.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "block.h"
#include "driver_types.h"
#include "worker.h"

namespace {

// What g++ and clang++ hand over: where the access is, and what it should be aligned to.
struct Access {
  const char* file;
  uint32_t line;
  uint32_t column;
  const void* type;
  unsigned char logAlignment;
  unsigned char kind;
};

}  // namespace

extern "C" __attribute__((visibility("hidden"))) void __ubsan_handle_type_mismatch_v1_abort(const Access* access,
                                                                                           uintptr_t address) {
  if (!lm::stand_in::Worker::instance().isCurrent()) {
    std::abort();  // host code of an instrumented build
  }
  const unsigned alignment = 1u << access->logAlignment;
  const std::string file = access->file;
  lm::stand_in::runningBlock().fail(lm::stand_in::CODE_MISALIGNED_ADDRESS,
                                    "a misaligned access: Expected a multiple of " + std::to_string(alignment) +
                                        ", received one with the remainder " + std::to_string(address % alignment) +
                                        " at " + file.substr(file.rfind('/') + 1) + ":" +
                                        std::to_string(access->line));
}
