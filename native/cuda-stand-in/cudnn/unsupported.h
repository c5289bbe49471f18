// What all functions do that JCudnn refers to and the stand-in has not.
#pragma once

#include "library.h"

// Weak: an implementation of the same name, anywhere in the library, takes its place.
#define LM_UNSUPPORTED_CUDNN(name)                                                                      \
  extern "C" __attribute__((weak, visibility("default"))) cudnnStatus_t name() {                        \
    using namespace lm::stand_in::cudnn;                                                                \
    return call(#name, [] { throw Failure(STATUS_NOT_SUPPORTED, "a function that the stand-in has"); }); \
  }
