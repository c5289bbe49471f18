#include "control.h"

#include <functional>
#include <map>
#include <sstream>
#include <vector>

#include "driver.h"
#include "guard.h"
#include "log.h"
#include "module.h"
#include "registry.h"
#include "shared_memory.h"
#include "worker.h"

namespace lm::stand_in {

namespace {

using Words = std::vector<std::string>;

class Refused : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

uint64_t number(const std::string& word) {
  if (word.empty() || word.size() > 18 || word.find_first_not_of("0123456789") != std::string::npos) {
    throw Refused("Expected a number, received " + word + ".");
  }
  return std::stoull(word);
}

const std::string& word(const Words& words, size_t index, const char* what) {
  if (index >= words.size()) {
    throw Refused(std::string("Expected ") + what + ", received nothing.");
  }
  return words[index];
}

template <typename Type>
Type choice(const std::map<std::string, Type>& choices, const std::string& received) {
  auto found = choices.find(received);
  if (found == choices.end()) {
    std::string known;
    for (const auto& entry : choices) {
      known += (known.empty() ? "" : ", ") + entry.first;
    }
    throw Refused("Expected one of " + known + ", received " + received + ".");
  }
  return found->second;
}

std::string version(const Words&) { return std::string("1 ") + kernelFingerprint(); }

std::string listKernels(const Words&) {
  std::string names;
  for (const Kernel* kernel : kernels()) {
    names += std::string(names.empty() ? "" : " ") + kernel->name;
  }
  return names;
}

std::string calls(const Words&) { return std::to_string(driver().calls); }

std::string live(const Words&) {
  const Driver& d = driver();
  uint64_t bytes = 0;
  uint64_t allocations = 0;
  for (const Device& device : d.devices) {
    if (device.primary != nullptr) {
      bytes += device.primary->memory.used();
      allocations += device.primary->memory.count();
    }
  }
  std::ostringstream text;
  text << "bytes=" << bytes << " allocations=" << allocations << " hostBytes=" << d.host.bytes()
       << " hostAllocations=" << d.host.allocatedCount() << " registrations=" << d.host.registeredCount()
       << " contexts=" << d.handles.count<Context>() << " modules=" << d.handles.count<Module>()
       << " streams=" << d.handles.count<Stream>() << " events=" << d.handles.count<Event>()
       << " graphs=" << d.handles.count<Graph>() << " executables=" << d.handles.count<GraphExec>();
  return text.str();
}

// One line per thing that is still there.
std::string report(const Words&) {
  const Driver& d = driver();
  std::string lines = d.host.list() + d.handles.list();
  for (const Device& device : d.devices) {
    lines += device.primary == nullptr ? "" : device.primary->memory.list();
  }
  return lines.empty() ? "" : lines.substr(1);
}

// Looks at the red zones now, or from now on after every kernel.
std::string check(const Words& words) {
  if (words.size() > 1) {
    driver().checkEach = choice<bool>({{"each", true}, {"sync", false}}, words[1]);
    return "";
  }
  for (const Device& device : driver().devices) {
    if (device.primary != nullptr) {
      const std::string damage = device.primary->checkNow();
      if (!damage.empty()) {
        throw Refused("Expected untouched red zones, received " + damage + ".");
      }
    }
  }
  return "";
}

std::string setStreams(const Words& words) {
  const std::map<std::string, StreamMode> modes = {
      {"eager", StreamMode::eager}, {"lazy", StreamMode::lazy}, {"random", StreamMode::random}};
  driver().streams = choice(modes, word(words, 1, "eager, lazy or random"));
  if (words.size() > 2) {
    driver().random = Random(number(words[2]));
  }
  return "";
}

std::string setOrder(const Words& words) {
  const std::map<std::string, Order> orders = {
      {"forward", Order::forward}, {"reverse", Order::reverse}, {"random", Order::random}, {"rotate", Order::forward}};
  const std::string& name = word(words, 1, "forward, reverse, random or rotate");
  Driver& d = driver();
  d.order = choice(orders, name);
  d.rotate = name == "rotate";
  if (words.size() > 2) {
    d.random = Random(number(words[2]));
  }
  return "";
}

std::string setProfile(const Words& words) {
  Profile profile = driver().profile;
  for (size_t i = 1; i < words.size(); i++) {
    const size_t equals = words[i].find('=');
    const std::string key = words[i].substr(0, equals);
    const uint64_t value = number(equals == std::string::npos ? "" : words[i].substr(equals + 1));
    const int small = static_cast<int>(std::min<uint64_t>(value, 0x7fffffff));
    if (key == "memory") {
      profile.memory = value;
    } else if (key == "sm") {
      profile.computeCapability = small;
    } else if (key == "driver") {
      profile.driverVersion = small;
    } else if (key == "devices") {
      profile.devices = small;
    } else if (key == "threads") {
      profile.threads = std::min(small, static_cast<int>(MAX_BLOCK_THREADS));
    } else if (key == "shared") {
      profile.shared = std::min(small, static_cast<int>(SHARED_BYTES));
    } else if (key == "multiprocessors") {
      profile.multiprocessors = small;
    } else {
      throw Refused("Expected sm, driver, memory, devices, threads, shared or multiprocessors, received " + key + ".");
    }
  }
  for (const Device& device : driver().devices) {
    if (device.primary != nullptr) {
      throw Refused("Expected no live context when the profile changes, received one. Fix: reset first.");
    }
  }
  driver().profile = profile;
  driver().devices.resize(driver().initialized ? static_cast<size_t>(profile.devices) : 0);
  setSharedLimit(static_cast<size_t>(profile.shared));
  return "";
}

std::string setFault(const Words& words) {
  const std::string& function = word(words, 1, "a function, * or clear");
  if (function == "clear") {
    driver().faults.clear();
    return "";
  }
  const uint64_t k = number(word(words, 2, "the number of the call"));
  const uint64_t code = number(word(words, 3, "the code"));
  const uint64_t times = words.size() > 4 ? number(words[4]) : 1;
  if (k == 0 || code == 0 || codeName(static_cast<CUresult>(code)) == nullptr) {
    throw Refused("Expected a call from 1 on and a code of CUDA other than 0, received " + words[2] + " and " +
                  words[3] + ".");
  }
  driver().faults.add(function, k, static_cast<CUresult>(code), times);
  return "";
}

std::string setTimeLimit(const Words& words) {
  setWatchdog(std::chrono::milliseconds(number(word(words, 1, "milliseconds"))));
  return "";
}

std::string showLog(const Words& words) {
  if (words.size() > 1 && words[1] == "clear") {
    clearLog();
    return "";
  }
  std::string result;
  for (const std::string& message : logged()) {
    result += (result.empty() ? "" : "\n") + message;
  }
  return result;
}

std::string reset(const Words&) {
  resetDriver();
  setWatchdog(DEFAULT_WATCHDOG);
  setSharedLimit(SHARED_BYTES);
  return "";
}

const std::map<std::string, std::function<std::string(const Words&)>>& commands() {
  static const auto* table = new std::map<std::string, std::function<std::string(const Words&)>>{
      {"version", version},    {"kernels", listKernels}, {"calls", calls},    {"live", live},   {"report", report}, {"streams", setStreams},
      {"order", setOrder},     {"check", check},    {"fault", setFault}, {"log", showLog}, {"watchdog", setTimeLimit},
      {"profile", setProfile}, {"reset", reset}};
  return *table;
}

}  // namespace

std::string control(const std::string& command) noexcept {
  try {
    std::istringstream stream(command);
    Words words;
    for (std::string next; stream >> next;) {
      words.push_back(next);
    }
    const auto& run = choice(commands(), words.empty() ? "" : words[0]);
    if (Worker::instance().isCurrent()) {
      throw Refused("Expected no command within a host function, received one.");
    }
    std::lock_guard<std::mutex> hold(driverMutex());
    const std::string answer = run(words);
    return answer.empty() ? "ok" : "ok " + answer;
  } catch (const std::exception& exception) {
    return std::string("error ") + exception.what();
  }
}

}  // namespace lm::stand_in
