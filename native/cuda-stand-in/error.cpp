#include "error.h"

#include <algorithm>
#include <map>

namespace lm::stand_in {

namespace {

struct Named {
  std::string name;
  std::string text;
};

// CUDA_ERROR_OUT_OF_MEMORY -> "out of memory"
std::string plainWords(std::string name) {
  const std::string prefix = name.rfind("CUDA_ERROR_", 0) == 0 ? "CUDA_ERROR_" : "CUDA_";
  name.erase(0, prefix.size());
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return c == '_' ? ' ' : static_cast<char>(std::tolower(c)); });
  return name;
}

const std::map<CUresult, Named>& codes() {
  static const auto* table = [] {
    auto* result = new std::map<CUresult, Named>();
#define LM_CODE(name, number) (*result)[number] = Named{#name, plainWords(#name)};
#include "codes.def"
#undef LM_CODE
    return result;
  }();
  return *table;
}

}  // namespace

const char* codeName(CUresult code) {
  auto found = codes().find(code);
  return found == codes().end() ? nullptr : found->second.name.c_str();
}

const char* codeText(CUresult code) {
  auto found = codes().find(code);
  return found == codes().end() ? nullptr : found->second.text.c_str();
}

bool isSticky(CUresult code) {
  static constexpr CUresult STICKY[] = {214, 220, 226, 700, 702, 710, 714, 715, 716, 717, 718, 719, 721, 911, 999};
  return std::find(std::begin(STICKY), std::end(STICKY), code) != std::end(STICKY);
}

}  // namespace lm::stand_in
