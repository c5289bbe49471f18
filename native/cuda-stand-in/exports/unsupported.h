// What all functions do that JCuda refers to and the stand-in has not.
#pragma once

#include <cstdio>

#include "../driver.h"

namespace lm::stand_in {

inline CUresult unsupported(const char* name) noexcept {
  std::fprintf(stderr, "CUDA stand-in: %s is not supported\n", name);
  return call(name, Needs::nothing,
              [&] { throw Failure(CODE_NOT_SUPPORTED, "the stand-in has no such function"); });
}

}  // namespace lm::stand_in

// Weak: an implementation of the same name, anywhere in the library, takes its place.
#define LM_UNSUPPORTED(name)                                                       \
  extern "C" __attribute__((weak, visibility("default"))) CUresult name() {        \
    return ::lm::stand_in::unsupported(#name);                                     \
  }
