#include "fiber.h"

#include <sys/mman.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#endif

#include <cstdint>
#include <cstring>
#include <new>

// What a called function must preserve: six registers, and the control words for rounding and exceptions.
__asm__(R"(
    .text
    .p2align 4
    .hidden lm_stand_in_switch
    .globl lm_stand_in_switch
    .type lm_stand_in_switch, @function
lm_stand_in_switch:
    pushq %rbp
    pushq %rbx
    pushq %r12
    pushq %r13
    pushq %r14
    pushq %r15
    subq $8, %rsp
    stmxcsr (%rsp)
    fnstcw 4(%rsp)
    movq %rsp, (%rdi)
    movq %rsi, %rsp
    ldmxcsr (%rsp)
    fldcw 4(%rsp)
    addq $8, %rsp
    popq %r15
    popq %r14
    popq %r13
    popq %r12
    popq %rbx
    popq %rbp
    ret
    .size lm_stand_in_switch, .-lm_stand_in_switch
)");

namespace lm::stand_in {

namespace {

constexpr size_t STACK_BYTES = 128 * 1024;

size_t pageSize() {
  static const size_t size = static_cast<size_t>(sysconf(_SC_PAGESIZE));
  return size;
}

// What lm_stand_in_switch finds on a stack, lowest address first.
struct Frame {
  uint32_t mxcsr;
  uint16_t x87;
  uint16_t unused;
  uint64_t registers[6];
  void (*resume)();
  uint64_t returnAddress;  // of the entry function: none
};

}  // namespace

Fiber::Fiber(void (*entry)()) : entry_(entry) {
  void* mapping = mmap(nullptr, pageSize() + STACK_BYTES, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
  if (mapping == MAP_FAILED) {
    throw std::bad_alloc();
  }
  mapping_ = static_cast<char*>(mapping);
  if (mprotect(mapping_, pageSize(), PROT_NONE) != 0) {
    munmap(mapping_, pageSize() + STACK_BYTES);
    throw std::bad_alloc();
  }
  restart();
}

Fiber::~Fiber() { munmap(mapping_, pageSize() + STACK_BYTES); }

void Fiber::restart() {
#if defined(__SANITIZE_ADDRESS__)
  // The functions that were given up did not take back their marks around local variables.
  __asan_unpoison_memory_region(mapping_ + pageSize(), STACK_BYTES);
#endif
  // The entry function begins with a stack pointer 8 below a multiple of 16, as after a call.
  char* top = mapping_ + pageSize() + STACK_BYTES - 16;
  Frame frame{};
  __asm__ volatile("stmxcsr %0" : "=m"(frame.mxcsr));
  __asm__ volatile("fnstcw %0" : "=m"(frame.x87));
  frame.resume = entry_;
  static_assert(sizeof(Frame) % 16 == 8, "the return pops all but the return address of the entry function");
  stopped = top - sizeof(Frame);
  std::memcpy(stopped, &frame, sizeof(Frame));
}

}  // namespace lm::stand_in
