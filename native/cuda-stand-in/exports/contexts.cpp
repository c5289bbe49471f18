// Contexts: primary ones only.
#include "../driver.h"
#include "../driver_api.h"

using namespace lm::stand_in;

CUresult cuCtxSetCurrent(CUcontext context) {
  return call(__func__, Needs::initialization, [&] { setCurrentContext(context); });
}

CUresult cuCtxGetCurrent(CUcontext* context) {
  return call(__func__, Needs::initialization, [&] {
    requireArgument(context, "the context");
    const std::shared_ptr<Context> current = currentContextOrNull();
    *context = current == nullptr ? nullptr : handleOf<CUcontext>(*current);
  });
}

CUresult cuCtxPushCurrent_v2(CUcontext context) {
  return call(__func__, Needs::initialization, [&] { pushContext(context); });
}

CUresult cuCtxPopCurrent_v2(CUcontext* context) {
  return call(__func__, Needs::initialization, [&] {
    const CUcontext popped = popContext();
    if (context != nullptr) {
      *context = popped;
    }
  });
}

CUresult cuCtxGetDevice(CUdevice* device) {
  return call(__func__, Needs::context, [&] {
    requireArgument(device, "the device");
    *device = currentContext().device;
  });
}

CUresult cuCtxSynchronize() {
  return call(__func__, Needs::contextOutsideCaptures, [&] { currentContext().synchronize(); });
}
