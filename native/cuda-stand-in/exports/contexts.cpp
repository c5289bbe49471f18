// Contexts: primary ones only.
#include "../driver.h"

using namespace lm::stand_in;

LM_DRIVER_API cuCtxSetCurrent(CUcontext context) {
  return call(__func__, Needs::initialization, [&] { setCurrentContext(context); });
}

LM_DRIVER_API cuCtxGetCurrent(CUcontext* context) {
  return call(__func__, Needs::initialization, [&] {
    requireArgument(context, "the context");
    const std::shared_ptr<Context> current = currentContextOrNull();
    *context = current == nullptr ? nullptr : handleOf<CUcontext>(*current);
  });
}

LM_DRIVER_API cuCtxPushCurrent_v2(CUcontext context) {
  return call(__func__, Needs::initialization, [&] { pushContext(context); });
}

LM_DRIVER_API cuCtxPopCurrent_v2(CUcontext* context) {
  return call(__func__, Needs::initialization, [&] {
    const CUcontext popped = popContext();
    if (context != nullptr) {
      *context = popped;
    }
  });
}

LM_DRIVER_API cuCtxGetDevice(CUdevice* device) {
  return call(__func__, Needs::context, [&] {
    requireArgument(device, "the device");
    *device = currentContext().device;
  });
}

LM_DRIVER_API cuCtxSynchronize() {
  return call(__func__, Needs::contextOutsideCaptures, [&] { currentContext().synchronize(); });
}
