// The control commands for io.lightmark.backend.cuda.StandIn.
#include <jni.h>

#include "control.h"

extern "C" JNIEXPORT jstring JNICALL Java_io_lightmark_backend_cuda_StandIn_control(JNIEnv* environment, jclass,
                                                                                   jstring command) {
  if (command == nullptr) {
    return environment->NewStringUTF("error Expected a command, received null.");
  }
  const char* text = environment->GetStringUTFChars(command, nullptr);
  if (text == nullptr) {
    return nullptr;  // an OutOfMemoryError is pending
  }
  const std::string answer = lm::stand_in::control(text);
  environment->ReleaseStringUTFChars(command, text);
  return environment->NewStringUTF(answer.c_str());
}
