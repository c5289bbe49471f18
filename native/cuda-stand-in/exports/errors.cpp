// Names of codes.
#include "../driver.h"

using namespace lm::stand_in;

LM_DRIVER_API cuGetErrorName(CUresult code, const char** name) {
  *name = codeName(code);
  return *name == nullptr ? CODE_INVALID_VALUE : CODE_SUCCESS;
}

LM_DRIVER_API cuGetErrorString(CUresult code, const char** text) {
  *text = codeText(code);
  return *text == nullptr ? CODE_INVALID_VALUE : CODE_SUCCESS;
}
