// Depthwise convolution: one filter per channel, vectors run over channels.
//
// A row of output pixels is computed one vector of channels at a time, with the filter of those channels in registers;
// the few input rows it needs stay in the first-level cache. 4 (k² in + 1 out) bytes per output element if they do, k²
// multiply-adds. The data gradient of stride 1 is the same convolution with the filter turned around; that of stride 2
// gathers. The weight gradient keeps the k² sums of a vector of channels in registers over a slab of rows. Slabs follow
// from the problem alone and are summed in order, so results do not depend on the number of threads.
#include "kernels.h"
#include "matmul.h"
#include "partition.h"
#include "simd.h"

namespace LM_NAMESPACE {

namespace {

// Attributes: n, h, w, c, kernel, stride, padding, bias, activation.
struct Geometry {
  int64_t n, h, w, c, kernel, stride, padding;

  int64_t outH() const { return (h + 2 * padding - kernel) / stride + 1; }
  int64_t outW() const { return (w + 2 * padding - kernel) / stride + 1; }
  int64_t filterFloats() const { return kernel * kernel * c; }

  // Positions whose whole window lies inside an extent of `size`.
  Range inside(int64_t size, int64_t outputs) const {
    const int64_t begin = std::min(ceilDiv(padding, stride), outputs);
    const int64_t end = size + padding < kernel ? 0 : (size + padding - kernel) / stride + 1;
    return {begin, std::clamp(end, begin, outputs)};
  }

  // Taps of the window at position `out` that fall inside an extent of `size`.
  Range taps(int64_t out, int64_t size) const {
    const int64_t start = out * stride - padding;
    return {std::clamp<int64_t>(-start, 0, kernel), std::clamp<int64_t>(size - start, 0, kernel)};
  }
};

struct RowArguments {
  const Geometry* g;
  const float* x;     // the image
  const float* w;     // filter
  const float* bias;  // null for none
  float* y;           // the output row
  int64_t oy;
  Range inside;  // columns with a whole window
  lm::Activation activation;
};

// One output row, `Rows` of whose K filter rows lie inside the picture, the first of them being `firstTap`.
template <int K, int Rows>
void rowOf(const RowArguments& a, int64_t firstTap) {
  const Geometry& g = *a.g;
  const float* source = a.x + (a.oy * g.stride - g.padding + firstTap) * g.w * g.c;
  const int64_t outW = g.outW();
  for (int64_t c = 0; c < g.c; c += kLanes) {
    const int lanes = static_cast<int>(std::min<int64_t>(kLanes, g.c - c));
    Vec w[Rows][K];
    for (int ky = 0; ky < Rows; ky++) {
      for (int kx = 0; kx < K; kx++) {
        w[ky][kx] = load(a.w + ((firstTap + ky) * K + kx) * g.c + c);
      }
    }
    const Vec bias = a.bias == nullptr ? Vec{} : load(a.bias + c);
    const auto edge = [&](int64_t ox) {
      const Range taps = g.taps(ox, g.w);
      Vec sum = bias;
      for (int ky = 0; ky < Rows; ky++) {
        for (int64_t kx = taps.begin; kx < taps.end; kx++) {
          const float* pixel = source + (ky * g.w + ox * g.stride - g.padding + kx) * g.c + c;
          sum += load(a.w + ((firstTap + ky) * K + kx) * g.c + c) * load(pixel);
        }
      }
      storeFirst(a.y + ox * g.c + c, activate(a.activation, sum), lanes);
    };
    for (int64_t ox = 0; ox < a.inside.begin; ox++) {
      edge(ox);
    }
    for (int64_t ox = a.inside.begin; ox < a.inside.end; ox++) {
      const float* pixel = source + (ox * g.stride - g.padding) * g.c + c;
      Vec sum = bias;
#pragma GCC unroll 8
      for (int ky = 0; ky < Rows; ky++) {
#pragma GCC unroll 8
        for (int kx = 0; kx < K; kx++) {
          sum += w[ky][kx] * load(pixel + (ky * g.w + kx) * g.c);
        }
      }
      storeFirst(a.y + ox * g.c + c, activate(a.activation, sum), lanes);
    }
    for (int64_t ox = a.inside.end; ox < outW; ox++) {
      edge(ox);
    }
  }
}

// An output row that sees nothing but padding.
void emptyRow(const RowArguments& a) {
  const Geometry& g = *a.g;
  for (int64_t ox = 0; ox < g.outW(); ox++) {
    for (int64_t c = 0; c < g.c; c += kLanes) {
      const int lanes = static_cast<int>(std::min<int64_t>(kLanes, g.c - c));
      const Vec bias = a.bias == nullptr ? Vec{} : loadFirst(a.bias + c, lanes);
      storeFirst(a.y + ox * g.c + c, activate(a.activation, bias), lanes);
    }
  }
}

template <int K, int Rows>
void rowWith(const RowArguments& a, Range taps) {
  if constexpr (Rows == 0) {
    emptyRow(a);
  } else if (taps.size() == Rows) {
    rowOf<K, Rows>(a, taps.begin);
  } else {
    rowWith<K, Rows - 1>(a, taps);
  }
}

// All output rows of a depthwise convolution, spread over the pool.
class Forward {
 public:
  Forward(const Geometry& g, lm::Activation activation) : g_(g), activation_(activation) {}

  void run(lm::ThreadPool& pool, const float* x, const float* w, const float* bias, float* y) const {
    switch (g_.kernel) {
      case 3: runSized<3>(pool, x, w, bias, y); break;
      case 5: runSized<5>(pool, x, w, bias, y); break;
      default: runSized<7>(pool, x, w, bias, y); break;
    }
  }

 private:
  template <int K>
  void runSized(lm::ThreadPool& pool, const float* x, const float* w, const float* bias, float* y) const {
    const int64_t outH = g_.outH();
    const int64_t rowFloats = g_.outW() * g_.c;
    const int64_t rows = g_.n * outH;
    const int64_t tasks = taskCount(rows, ceilDiv(4096, rowFloats), pool.threads());
    const Range inside = g_.inside(g_.w, g_.outW());
    pool.run(tasks, [&](int64_t task, int) {
      const Range part = piece(rows, tasks, task);
      for (int64_t row = part.begin; row < part.end; row++) {
        const int64_t oy = row % outH;
        const float* image = x + row / outH * g_.h * g_.w * g_.c;
        rowWith<K, K>({&g_, image, w, bias, y + row * rowFloats, oy, inside, activation_}, g_.taps(oy, g_.h));
      }
    });
  }

  Geometry g_;
  lm::Activation activation_;
};

class DepthwiseKernel : public lm::Kernel {
 public:
  DepthwiseKernel(const Geometry& g, const lm::Step& step)
      : forward_(g, step.activation(8)),
        x_(step.floats(0)),
        w_(step.floats(1)),
        bias_(step.integer(7) != 0 ? step.floats(2) : nullptr),
        y_(step.floats(step.integer(7) != 0 ? 3 : 2)) {}

  void run(lm::ThreadPool& pool) override { forward_.run(pool, x_, w_, bias_, y_); }

 private:
  Forward forward_;
  const float* x_;
  const float* w_;
  const float* bias_;
  float* y_;
};

class DepthwiseGradientsKernel : public lm::Kernel {
 public:
  DepthwiseGradientsKernel(const Geometry& g, const lm::Step& step)
      : g_(g),
        x_(step.floats(0)),
        w_(step.floats(1)),
        dy_(step.floats(2)),
        dx_(step.floats(3)),
        dw_(step.floats(4)),
        dbias_(step.integer(7) != 0 ? step.floats(5) : nullptr),
        turned_(dx_ != nullptr && g.stride == 1 ? static_cast<size_t>(g.filterFloats()) : 0),
        slabs_(slabCount(g.n * g.outH(), 16)),
        partial_(static_cast<size_t>(slabs_ * slabFloats())) {}

  void run(lm::ThreadPool& pool) override {
    if (dx_ != nullptr && g_.stride == 1) {
      turnedForward(pool);
    } else if (dx_ != nullptr) {
      gatherForward(pool);
    }
    if (dw_ != nullptr || dbias_ != nullptr) {
      weightGradient(pool);
    }
  }

 private:
  // Per slab: the filter's sums, then the bias's.
  int64_t slabFloats() const { return g_.filterFloats() + g_.c; }

  // dx = dy convolved with the filter turned by 180°, padded with kernel - 1 - padding.
  void turnedForward(lm::ThreadPool& pool) {
    const int64_t taps = g_.kernel * g_.kernel;
    for (int64_t t = 0; t < taps; t++) {
      std::copy_n(w_ + t * g_.c, g_.c, turned_.data() + (taps - 1 - t) * g_.c);
    }
    const Geometry turned{g_.n, g_.outH(), g_.outW(), g_.c, g_.kernel, 1, g_.kernel - 1 - g_.padding};
    Forward(turned, lm::Activation::kIdentity).run(pool, dy_, turned_.data(), nullptr, dx_);
  }

  // dx[i] = Σ over the outputs o whose window covers i: dy[o] · w[i + padding - stride · o].
  void gatherForward(lm::ThreadPool& pool) {
    const int64_t rows = g_.n * g_.h;
    const int64_t tasks = taskCount(rows, ceilDiv(4096, g_.w * g_.c), pool.threads());
    pool.run(tasks, [&](int64_t task, int) {
      const Range part = piece(rows, tasks, task);
      for (int64_t row = part.begin; row < part.end; row++) {
        gatherRow(row / g_.h, row % g_.h);
      }
    });
  }

  // Outputs along one axis whose window covers position `i`.
  Range covering(int64_t i, int64_t outputs) const {
    const int64_t first = i + g_.padding - g_.kernel + 1;
    return {first <= 0 ? 0 : ceilDiv(first, g_.stride), std::min((i + g_.padding) / g_.stride + 1, outputs)};
  }

  void gatherRow(int64_t n, int64_t iy) {
    const int64_t outH = g_.outH();
    const int64_t outW = g_.outW();
    const Range ys = covering(iy, outH);
    const float* gradient = dy_ + n * outH * outW * g_.c;
    float* out = dx_ + (n * g_.h + iy) * g_.w * g_.c;
    for (int64_t ix = 0; ix < g_.w; ix++) {
      const Range xs = covering(ix, outW);
      for (int64_t c = 0; c < g_.c; c += kLanes) {
        Vec sum = {};
        for (int64_t oy = ys.begin; oy < ys.end; oy++) {
          const int64_t ky = iy + g_.padding - oy * g_.stride;
          for (int64_t ox = xs.begin; ox < xs.end; ox++) {
            const int64_t kx = ix + g_.padding - ox * g_.stride;
            sum += load(w_ + (ky * g_.kernel + kx) * g_.c + c) * load(gradient + (oy * outW + ox) * g_.c + c);
          }
        }
        storeFirst(out + ix * g_.c + c, sum, static_cast<int>(std::min<int64_t>(kLanes, g_.c - c)));
      }
    }
  }

  void weightGradient(lm::ThreadPool& pool) {
    pool.run(slabs_, [&](int64_t slab, int) {
      const Range rows = piece(g_.n * g_.outH(), slabs_, slab);
      float* out = partial_.data() + slab * slabFloats();
      switch (g_.kernel) {
        case 3: slabGradient<3>(rows, out); break;
        case 5: slabGradient<5>(rows, out); break;
        default: slabGradient<7>(rows, out); break;
      }
    });
    for (int64_t i = 0; i < slabFloats(); i++) {
      float* out = i < g_.filterFloats() ? dw_ : dbias_;
      if (out != nullptr) {
        float sum = partial_.data()[i];
        for (int64_t s = 1; s < slabs_; s++) {
          sum += partial_.data()[s * slabFloats() + i];
        }
        out[i < g_.filterFloats() ? i : i - g_.filterFloats()] = sum;
      }
    }
  }

  template <int K>
  void slabGradient(Range rows, float* out) {
    const int64_t outH = g_.outH();
    const int64_t outW = g_.outW();
    const Range inside = g_.inside(g_.w, outW);
    for (int64_t c = 0; c < g_.c; c += kLanes) {
      Vec sum[K][K] = {};
      Vec biasSum = {};
      for (int64_t row = rows.begin; row < rows.end; row++) {
        const int64_t oy = row % outH;
        const Range tapsY = g_.taps(oy, g_.h);
        const float* gradient = dy_ + row * outW * g_.c + c;
        const float* source = x_ + ((row / outH) * g_.h + oy * g_.stride - g_.padding) * g_.w * g_.c + c;
        const bool wholeRow = tapsY.size() == K;
        for (int64_t ox = 0; ox < outW; ox++) {
          const Vec dy = load(gradient + ox * g_.c);
          biasSum += dy;
          const float* pixel = source + (ox * g_.stride - g_.padding) * g_.c;
          if (wholeRow && ox >= inside.begin && ox < inside.end) {
#pragma GCC unroll 8
            for (int ky = 0; ky < K; ky++) {
#pragma GCC unroll 8
              for (int kx = 0; kx < K; kx++) {
                sum[ky][kx] += dy * load(pixel + (ky * g_.w + kx) * g_.c);
              }
            }
          } else {
            const Range tapsX = g_.taps(ox, g_.w);
            for (int64_t ky = tapsY.begin; ky < tapsY.end; ky++) {
              for (int64_t kx = tapsX.begin; kx < tapsX.end; kx++) {
                sum[ky][kx] += dy * load(pixel + (ky * g_.w + kx) * g_.c);
              }
            }
          }
        }
      }
      const int lanes = static_cast<int>(std::min<int64_t>(kLanes, g_.c - c));
      for (int t = 0; t < K * K; t++) {
        storeFirst(out + t * g_.c + c, sum[t / K][t % K], lanes);
      }
      storeFirst(out + g_.filterFloats() + c, biasSum, lanes);
    }
  }

  Geometry g_;
  const float* x_;
  const float* w_;
  const float* dy_;
  float* dx_;
  float* dw_;
  float* dbias_;
  lm::Buffer turned_;
  int64_t slabs_;
  lm::Buffer partial_;
};

}  // namespace

Made makeDepthwiseConv2d(const lm::Step& step, int) {
  const Geometry g{step.integer(0), step.integer(1), step.integer(2), step.integer(3),
                   step.integer(4), step.integer(5), step.integer(6)};
  if (step.backward) {
    return std::make_unique<DepthwiseGradientsKernel>(g, step);
  }
  return std::make_unique<DepthwiseKernel>(g, step);
}

}  // namespace LM_NAMESPACE
