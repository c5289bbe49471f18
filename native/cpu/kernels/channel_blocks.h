// Work on [n, pixels, channels] data that is independent per image and channel: cut into images × blocks of channels.
#pragma once

#include "../thread_pool.h"
#include "partition.h"
#include "simd.h"

namespace LM_NAMESPACE {

// Channels of a block: whole cache lines, so that no two tasks write to one line of an image that begins on one.
constexpr int64_t kBlockChannels = 64;

// Calls body(image, first channel, lanes) for every vector of channels of every image. Below `least` elements per task
// nothing is handed to another thread.
template <typename Body>
inline void forImageChannels(lm::ThreadPool& pool, int64_t n, int64_t pixels, int64_t channels, int64_t least,
                             Body&& body) {
  const int64_t blocks = ceilDiv(channels, kBlockChannels);
  const int64_t units = n * blocks;
  const int64_t tasks = taskCount(units, ceilDiv(least, pixels * std::min(channels, kBlockChannels)), pool.threads());
  pool.run(tasks, [&](int64_t task, int) {
    const Range range = piece(units, tasks, task);
    for (int64_t unit = range.begin; unit < range.end; unit++) {
      const int64_t end = std::min((unit % blocks + 1) * kBlockChannels, channels);
      for (int64_t c = unit % blocks * kBlockChannels; c < end; c += kLanes) {
        body(unit / blocks, c, static_cast<int>(std::min<int64_t>(kLanes, end - c)));
      }
    }
  });
}

// Σ term(pixel) over [0, pixels), in four interleaved sums that hide the latency of the additions.
template <typename Term>
inline Vec sumPixels(int64_t pixels, Term term) {
  Vec a = {}, b = {}, c = {}, d = {};
  int64_t p = 0;
  for (; p + 4 <= pixels; p += 4) {
    a += term(p);
    b += term(p + 1);
    c += term(p + 2);
    d += term(p + 3);
  }
  for (; p < pixels; p++) {
    a += term(p);
  }
  return (a + b) + (c + d);
}

}  // namespace LM_NAMESPACE
