// Modules and functions. The kernels are part of the library; an image only names one of its modules and the sources
// that it was built from.
#pragma once

#include <map>
#include <string>

#include "handles.h"
#include "kernel.h"

namespace lm::stand_in {

class Module : public Object {
 public:
  static constexpr const char* KIND = "module";
  const char* kind() const override { return KIND; }
  Module(Context* context, std::string name) : Object(context), name(std::move(name)) {}

  const std::string name;
  std::map<std::string, uint64_t> functions;  // kernel's name -> handle of the function
};

class Function : public Object {
 public:
  static constexpr const char* KIND = "function";
  const char* kind() const override { return KIND; }
  Function(Context* context, const Kernel* kernel, uint64_t module) : Object(context), kernel(kernel), module(module) {}

  const Kernel* const kernel;
  const uint64_t module;  // its handle
};

// The name of the module in the image, whose fingerprint must be that of this library.
std::string readImage(const char* image);

// SHA-256 over the kernels' sources from which this library was built.
const char* kernelFingerprint();

}  // namespace lm::stand_in
