#include "log.h"

#include <deque>
#include <mutex>

namespace lm::stand_in {

namespace {

constexpr size_t KEPT = 200;

std::mutex& logMutex() {
  static auto* mutex = new std::mutex();  // never destroyed: threads may still log when the process ends
  return *mutex;
}

std::deque<std::string>& messages() {
  static auto* kept = new std::deque<std::string>();
  return *kept;
}

}  // namespace

void log(const std::string& message) {
  std::lock_guard<std::mutex> hold(logMutex());
  messages().push_back(message);
  if (messages().size() > KEPT) {
    messages().pop_front();
  }
}

std::vector<std::string> logged() {
  std::lock_guard<std::mutex> hold(logMutex());
  return {messages().begin(), messages().end()};
}

void clearLog() {
  std::lock_guard<std::mutex> hold(logMutex());
  messages().clear();
}

}  // namespace lm::stand_in
