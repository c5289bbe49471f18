// Names of codes.
#include "../driver.h"
#include "../driver_api.h"

using namespace lm::stand_in;

CUresult cuGetErrorName(CUresult code, const char** name) {
  *name = codeName(code);
  return *name == nullptr ? CODE_INVALID_VALUE : CODE_SUCCESS;
}

CUresult cuGetErrorString(CUresult code, const char** text) {
  *text = codeText(code);
  return *text == nullptr ? CODE_INVALID_VALUE : CODE_SUCCESS;
}
