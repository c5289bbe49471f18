#include <atomic>
#include <cstdlib>
#include <new>
#include <utility>

#include "kernel.h"

namespace lm {

namespace {

std::atomic<int64_t> live{0};

// Kernels may read up to one vector past the end of their data.
constexpr size_t kSlack = 64;
constexpr size_t kAlignment = 64;

size_t bytesFor(size_t floats) { return (floats * sizeof(float) + kSlack + kAlignment - 1) / kAlignment * kAlignment; }

}  // namespace

int64_t liveBytes() { return live.load(); }
void addLiveBytes(int64_t bytes) { live.fetch_add(bytes); }

Buffer::Buffer(size_t floats) : floats_(floats) {
  if (floats == 0) {
    return;
  }
  size_t bytes = bytesFor(floats);
  data_ = static_cast<float*>(std::aligned_alloc(kAlignment, bytes));
  if (data_ == nullptr) {
    throw std::bad_alloc();
  }
  std::memset(data_, 0, bytes);
  addLiveBytes(static_cast<int64_t>(bytes));
}

Buffer::~Buffer() {
  if (data_ != nullptr) {
    addLiveBytes(-static_cast<int64_t>(bytesFor(floats_)));
    std::free(data_);
  }
}

Buffer::Buffer(Buffer&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), floats_(std::exchange(other.floats_, 0)) {}

Buffer& Buffer::operator=(Buffer&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(floats_, other.floats_);
  return *this;
}

}  // namespace lm
