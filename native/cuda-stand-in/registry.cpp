#include "registry.h"

namespace lm::stand_in {

namespace {

// Made when the first kernel registers: static objects have no order between files.
std::vector<const Kernel*>& registry() {
  static auto* registered = new std::vector<const Kernel*>();
  return *registered;
}

}  // namespace

Kernel::Kernel(const char* module, const char* name, unsigned threads, Function function, Invoke invoke,
               const Argument* arguments, std::size_t argumentCount)
    : module(module), name(name), threads(threads), invoke(invoke), arguments(arguments), argumentCount(argumentCount),
      function(function) {
  registry().push_back(this);
}

const Kernel* findKernel(const std::string& module, const std::string& name) {
  for (const Kernel* kernel : registry()) {
    if (module == kernel->module && name == kernel->name) {
      return kernel;
    }
  }
  return nullptr;
}

bool hasModule(const std::string& module) {
  for (const Kernel* kernel : registry()) {
    if (module == kernel->module) {
      return true;
    }
  }
  return false;
}

const std::vector<const Kernel*>& kernels() { return registry(); }

}  // namespace lm::stand_in
