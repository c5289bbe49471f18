// Stacks that take turns on one operating system thread. x86-64, System V calling convention.
#pragma once

#include <cstddef>

namespace lm::stand_in {

// A stack of its own, with an inaccessible page below it, and the place where it stopped.
class Fiber {
 public:
  // `entry` must never return: its last act is a switch to another fiber.
  explicit Fiber(void (*entry)());
  ~Fiber();
  Fiber(const Fiber&) = delete;
  Fiber& operator=(const Fiber&) = delete;

  // The next switch to this fiber begins `entry` anew, whatever the fiber was doing.
  void restart();

  void* stopped = nullptr;  // its stack pointer while it does not run

 private:
  void (*entry_)();
  char* mapping_;
};

// Goes on with the fiber that stopped at `to`; returns when somebody switches back to what is stored in `from`.
extern "C" void lm_stand_in_switch(void** from, void* to);

}  // namespace lm::stand_in
