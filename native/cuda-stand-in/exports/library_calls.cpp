// Entry points for libraries on top of the driver; see library_calls.h.
#include "../library_calls.h"

#include "../driver.h"
#include "../guard.h"

using namespace lm::stand_in;

namespace {

struct LibraryWork {
  std::string name;
  void (*run)(void* data);
  std::shared_ptr<void> data;
};

void runGuarded(void* work) {
  const LibraryWork& library = *static_cast<const LibraryWork*>(work);
  library.run(library.data.get());
}

void runOnWorker(Context& context, LibraryWork work) {
  if (std::optional<CaughtSignal> signal = guarded(&runGuarded, &work)) {
    const std::string where = work.name + ": " + context.memory.describe(signal->address);
    context.setFault(Fault{signal->code, std::string(signal->cause) + " in " + where});
  }
}

}  // namespace

CUresult cuStandInEnqueue(CUstream stream, const char* name, void (*run)(void* data), void* data,
                          void (*release)(void* data)) {
  LibraryWork work{name, run, std::shared_ptr<void>(data, release)};
  return call(__func__, Needs::context, [&] {
    Context& context = currentContext();
    context.enqueue(context.stream(stream),
                    Work{NODE_KERNEL, name, [work = std::move(work)](Context& self) { runOnWorker(self, work); }});
  });
}

CUresult cuStandInRequireMemory(CUdeviceptr address, size_t bytes) {
  return call(__func__, Needs::context, [&] {
    if (!currentContext().memory.contains(address, bytes)) {
      throw Failure(CODE_INVALID_VALUE, "Expected " + std::to_string(bytes) + " bytes of device memory, received " +
                                            currentContext().memory.describe(address) + ".");
    }
  });
}
