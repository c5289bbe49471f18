// A device as the tests use it: a fresh driver, a current context, and short ways to copy and launch.
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "check.h"
#include "driver_api.h"

namespace lm::stand_in::test {

// One argument of a kernel.
class Argument {
 public:
  Argument(CUdeviceptr value) : pointer(value), address(&pointer) {}
  Argument(int value) : integer(value), address(&integer) {}
  Argument(float value) : real(value), address(&real) {}
  Argument(const Argument& other) : pointer(other.pointer), integer(other.integer), real(other.real) {
    address = other.address == &other.pointer   ? static_cast<void*>(&pointer)
              : other.address == &other.integer ? static_cast<void*>(&integer)
                                                : static_cast<void*>(&real);
  }

  CUdeviceptr pointer = 0;
  int integer = 0;
  float real = 0;
  void* address;
};

class TestDevice {
 public:
  // Forgets what was before; the commands come before cuInit.
  explicit TestDevice(std::initializer_list<const char*> commands = {});

  CUdeviceptr allocate(size_t bytes);
  CUdeviceptr upload(const std::vector<float>& values);
  std::vector<float> download(CUdeviceptr address, size_t count);
  CUfunction kernel(const char* module, const char* name);
  CUresult launch(const char* module, const char* name, unsigned grid, unsigned block,
                  const std::vector<Argument>& arguments, CUstream stream = nullptr);
  // Launches and waits.
  CUresult run(const char* module, const char* name, unsigned grid, unsigned block,
               const std::vector<Argument>& arguments);

  CUcontext context = nullptr;
};

// The text of an image of this build.
std::string imageOf(const std::string& module);

// Sends a command that must be understood; the answer without "ok".
std::string command(const std::string& text);

constexpr const char* ORDERS[] = {"order forward", "order reverse", "order random 7", "order random 8"};

}  // namespace lm::stand_in::test
