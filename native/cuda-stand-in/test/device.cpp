#include "device.h"

#include "control.h"
#include "module.h"

namespace lm::stand_in::test {

TestDevice::TestDevice(std::initializer_list<const char*> commands) {
  command("reset");
  for (const char* text : commands) {
    command(text);
  }
  CHECK_EQUAL(cuInit(0), 0);
  CHECK_EQUAL(cuDevicePrimaryCtxRetain(&context, 0), 0);
  CHECK_EQUAL(cuCtxSetCurrent(context), 0);
}

CUdeviceptr TestDevice::allocate(size_t bytes) {
  CUdeviceptr address = 0;
  CHECK_EQUAL(cuMemAlloc_v2(&address, bytes), 0);
  return address;
}

CUdeviceptr TestDevice::upload(const std::vector<float>& values) {
  const CUdeviceptr address = allocate(values.size() * sizeof(float));
  CHECK_EQUAL(cuMemcpyHtoD_v2(address, values.data(), values.size() * sizeof(float)), 0);
  return address;
}

std::vector<float> TestDevice::download(CUdeviceptr address, size_t count) {
  std::vector<float> values(count);
  CHECK_EQUAL(cuMemcpyDtoH_v2(values.data(), address, count * sizeof(float)), 0);
  return values;
}

CUfunction TestDevice::kernel(const char* module, const char* name) {
  CUmodule loaded = nullptr;
  CUfunction function = nullptr;
  CHECK_EQUAL(cuModuleLoadData(&loaded, imageOf(module).c_str()), 0);
  CHECK_EQUAL(cuModuleGetFunction(&function, loaded, name), 0);
  return function;
}

CUresult TestDevice::launch(const char* module, const char* name, unsigned grid, unsigned block,
                            const std::vector<Argument>& arguments, CUstream stream) {
  std::vector<void*> addresses;
  for (const Argument& argument : arguments) {
    addresses.push_back(argument.address);
  }
  return cuLaunchKernel(kernel(module, name), grid, 1, 1, block, 1, 1, 0, stream, addresses.data(), nullptr);
}

CUresult TestDevice::run(const char* module, const char* name, unsigned grid, unsigned block,
                         const std::vector<Argument>& arguments) {
  const CUresult launched = launch(module, name, grid, block, arguments);
  return launched == 0 ? cuCtxSynchronize() : launched;
}

std::string imageOf(const std::string& module) {
  return "lightmark-stand-in-image 1\nmodule " + module + "\nfingerprint " + kernelFingerprint() + "\n";
}

std::string command(const std::string& text) {
  const std::string answer = control(text);
  if (answer.rfind("ok", 0) != 0) {
    std::printf("the command %s gives: %s\n", text.c_str(), answer.c_str());
    failures++;
    return "";
  }
  return answer.size() > 3 ? answer.substr(3) : "";
}

}  // namespace lm::stand_in::test
