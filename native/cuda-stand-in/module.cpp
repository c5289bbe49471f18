#include "module.h"

#include <cstring>

#include "registry.h"

namespace lm::stand_in {

namespace {

constexpr size_t LONGEST_LINE = 200;

// The rest of the line after `prefix`; moves on to the next line. Reads no further than it must: an image has no
// length.
std::string readLine(const char*& text, const char* prefix) {
  const size_t length = std::strlen(prefix);
  if (std::strncmp(text, prefix, length) != 0) {
    throw Failure(CODE_INVALID_IMAGE, std::string("Expected an image of the stand-in with a line \"") + prefix +
                                          "\", received another. Fix: take the images of the same build.");
  }
  std::string line;
  for (text += length; *text != '\n'; text++) {
    if (*text == '\0' || line.size() == LONGEST_LINE) {
      throw Failure(CODE_INVALID_IMAGE, std::string("Expected a line end after \"") + prefix + "\", received none.");
    }
    line += *text;
  }
  text++;
  return line;
}

}  // namespace

const char* kernelFingerprint() { return LM_FINGERPRINT; }

std::string readImage(const char* image) {
  if (std::strncmp(image, "\x7f" "ELF", 4) == 0) {
    throw Failure(CODE_NO_BINARY_FOR_GPU, "Expected an image of the stand-in, received machine code of a device. "
                                          "Fix: choose the image by the device.");
  }
  readLine(image, "lightmark-stand-in-image 1");
  const std::string module = readLine(image, "module ");
  const std::string fingerprint = readLine(image, "fingerprint ");
  if (fingerprint != kernelFingerprint()) {
    throw Failure(CODE_INVALID_PTX, "Expected an image of the kernels " + std::string(kernelFingerprint()) +
                                        ", received " + fingerprint +
                                        ". Fix: build the images and the library together.");
  }
  if (!hasModule(module)) {
    throw Failure(CODE_INVALID_IMAGE, "Expected a module of this library, received " + module + ".");
  }
  return module;
}

}  // namespace lm::stand_in
