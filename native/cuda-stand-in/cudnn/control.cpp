// The control commands for io.lightmark.backend.cuda.cudnn.CudnnStandIn; README.md lists them.
#include <jni.h>

#include <sstream>

#include "library.h"

using namespace lm::stand_in::cudnn;

namespace {

std::string live() {
  std::ostringstream text;
  text << "handles=" << library().handles.size() << " descriptors=" << library().descriptors.size();
  return text.str();
}

std::string last() {
  const LastUse& use = library().last;
  std::ostringstream text;
  text << "forward=" << use.forward << " data=" << use.backwardData << " filter=" << use.backwardFilter
       << " math=" << use.math << " norm=" << use.normMode;
  return text.str();
}

std::string plan(std::istream& words) {
  PlannedFailure failure{"", 0, 0};
  if (words >> failure.function && failure.function == "clear") {
    library().planned.clear();
    return "ok";
  }
  if (!(words >> failure.k >> failure.status) || failure.k == 0) {
    return "error Expected a function, the number of the call from 1 on, and a status.";
  }
  library().planned.push_back(failure);
  return "ok";
}

std::string setVersion(std::istream& words) {
  size_t version = 0;
  if (!(words >> version)) {
    return "error Expected a version such as 90501.";
  }
  library().version = version;
  return "ok";
}

std::string control(const std::string& command) {
  std::lock_guard<std::mutex> hold(libraryMutex());
  std::istringstream words(command);
  std::string name;
  words >> name;
  if (name == "live") {
    return "ok " + live();
  }
  if (name == "last") {
    return "ok " + last();
  }
  if (name == "fault") {
    return plan(words);
  }
  if (name == "version") {
    return setVersion(words);
  }
  if (name == "reset") {
    library() = Library();
    return "ok";
  }
  return "error Expected live, last, fault, version or reset, received " + name + ".";
}

}  // namespace

extern "C" JNIEXPORT jstring JNICALL Java_io_lightmark_backend_cuda_cudnn_CudnnStandIn_control(JNIEnv* environment,
                                                                                               jclass,
                                                                                               jstring command) {
  if (command == nullptr) {
    return environment->NewStringUTF("error Expected a command, received null.");
  }
  const char* text = environment->GetStringUTFChars(command, nullptr);
  if (text == nullptr) {
    return nullptr;  // an OutOfMemoryError is pending
  }
  const std::string answer = control(text);
  environment->ReleaseStringUTFChars(command, text);
  return environment->NewStringUTF(answer.c_str());
}
