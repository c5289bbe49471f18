// Checks that count their failures and say where.
#pragma once

#include <cstdio>
#include <string>

namespace lm::stand_in::test {

inline int failures = 0;
constexpr int SHOWN_FAILURES = 30;

// Counts a failure; shall it be shown? A mistake in a loop must not flood the log.
inline bool fail() { return ++failures <= SHOWN_FAILURES; }

template <typename Received, typename Expected>
void checkEqual(const Received& received, const Expected& expected, const char* what, int line) {
  if (!(received == expected) && fail()) {
    std::printf("line %d: %s: expected %s, received %s\n", line, what, std::to_string(expected).c_str(),
                std::to_string(received).c_str());
  }
}

inline void checkTrue(bool condition, const char* what, int line) {
  if (!condition && fail()) {
    std::printf("line %d: %s does not hold\n", line, what);
  }
}

inline void checkContains(const std::string& text, const std::string& part, int line) {
  if (text.find(part) == std::string::npos && fail()) {
    std::printf("line %d: expected \"%s\" in: %s\n", line, part.c_str(), text.c_str());
  }
}

inline int result() {
  std::printf("%d failures\n", failures);
  return failures == 0 ? 0 : 1;
}

}  // namespace lm::stand_in::test

#define CHECK_EQUAL(received, expected) ::lm::stand_in::test::checkEqual((received), (expected), #received, __LINE__)
#define CHECK(condition) ::lm::stand_in::test::checkTrue((condition), #condition, __LINE__)
#define CHECK_CONTAINS(text, part) ::lm::stand_in::test::checkContains((text), (part), __LINE__)
