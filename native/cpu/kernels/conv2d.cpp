// Dense convolution. A pointwise one is a matrix product over pixels (product.cpp). Any other gathers the windows of a
// block of output pixels into rows (im2col) that stay in cache, and multiplies those; the data gradient multiplies first
// and scatters the rows back, image by image, so that no two threads write one pixel.
#include "product.h"

namespace LM_NAMESPACE {

namespace {

// Attributes: n, h, w, c, output channels, kernel, stride, padding, bias, activation, residual.
struct Geometry {
  int64_t n, h, w, c, columns, kernel, stride, padding;

  explicit Geometry(const lm::Step& step)
      : n(step.integer(0)),
        h(step.integer(1)),
        w(step.integer(2)),
        c(step.integer(3)),
        columns(step.integer(4)),
        kernel(step.integer(5)),
        stride(step.integer(6)),
        padding(step.integer(7)) {}

  int64_t outH() const { return (h + 2 * padding - kernel) / stride + 1; }
  int64_t outW() const { return (w + 2 * padding - kernel) / stride + 1; }
  int64_t pixels() const { return n * outH() * outW(); }
  int64_t depth() const { return kernel * kernel * c; }
  bool pointwise() const { return kernel == 1 && stride == 1; }
  // Output pixels gathered at a time: about 64 KiB of rows.
  int64_t block() const { return std::clamp<int64_t>(16384 / depth(), 8, 192); }
};

// The window of an output pixel: calls body(window offset, pixel offset, floats) for each run of floats that lies inside
// the picture; pixel offsets count from the image's start.
template <typename Body>
void forRuns(const Geometry& g, int64_t oy, int64_t ox, Body&& body) {
  const int64_t x0 = ox * g.stride - g.padding;
  const int64_t first = std::max<int64_t>(0, -x0);
  const int64_t last = std::min<int64_t>(g.kernel, g.w - x0);
  for (int64_t ky = 0; ky < g.kernel; ky++) {
    const int64_t y = oy * g.stride - g.padding + ky;
    if (y >= 0 && y < g.h && first < last) {
      body((ky * g.kernel + first) * g.c, (y * g.w + x0 + first) * g.c, (last - first) * g.c);
    }
  }
}

void gather(const Geometry& g, const float* x, Range pixels, float* rows) {
  const int64_t perImage = g.outH() * g.outW();
  for (int64_t m = pixels.begin; m < pixels.end; m++, rows += g.depth()) {
    const int64_t at = m % perImage;
    const int64_t oy = at / g.outW();
    const int64_t ox = at % g.outW();
    const float* image = x + m / perImage * g.h * g.w * g.c;
    const int64_t x0 = ox * g.stride - g.padding;
    const int64_t y0 = oy * g.stride - g.padding;
    if (x0 < 0 || y0 < 0 || x0 + g.kernel > g.w || y0 + g.kernel > g.h) {
      std::fill(rows, rows + g.depth(), 0.0f);
    }
    forRuns(g, oy, ox, [&](int64_t window, int64_t pixel, int64_t floats) {
      std::copy_n(image + pixel, floats, rows + window);
    });
  }
}

class ConvKernel : public lm::Kernel {
 public:
  ConvKernel(const Geometry& g, ProductForward data, lm::WeightWatch watch, int threads)
      : g_(g),
        data_(data),
        watch_(watch),
        packed_(g.depth(), g.columns),
        rows_(static_cast<size_t>(threads * g.block() * g.depth())) {}

  void run(lm::ThreadPool& pool) override {
    if (watch_.changed()) {
      packed_.pack(data_.weight);
    }
    const int64_t tasks = ceilDiv(g_.pixels(), g_.block());
    pool.run(tasks, [&](int64_t task, int thread) {
      const Range pixels = piece(g_.pixels(), tasks, task);
      float* rows = rows_.data() + thread * g_.block() * g_.depth();
      gather(g_, data_.x, pixels, rows);
      Epilogue epilogue = data_.epilogue;
      if (epilogue.residual != nullptr) {
        epilogue.residual += pixels.begin * g_.columns;
      }
      multiply({0, pixels.size()}, rows, g_.depth(), packed_, data_.y + pixels.begin * g_.columns, g_.columns,
               epilogue);
    });
  }

 private:
  Geometry g_;
  ProductForward data_;
  lm::WeightWatch watch_;
  PackedMatrix packed_;
  lm::Buffer rows_;
};

class ConvGradientsKernel : public lm::Kernel {
 public:
  ConvGradientsKernel(const Geometry& g, ProductBackward data, lm::WeightWatch watch, int threads)
      : g_(g),
        data_(data),
        watch_(watch),
        transposed_(data.dx == nullptr ? 0 : g.columns, data.dx == nullptr ? 0 : g.depth()),
        slabs_(slabCount(g.pixels(), 512)),
        partial_(data.dweight == nullptr ? 0 : static_cast<size_t>(slabs_ * g.depth() * g.columns)),
        rows_(static_cast<size_t>(threads * g.block() * g.depth())),
        bias_(g.pixels(), g.columns, data.dy, data.dbias) {}

  void run(lm::ThreadPool& pool) override {
    if (data_.dx != nullptr) {
      dataGradient(pool);
    }
    if (data_.dweight != nullptr) {
      weightGradient(pool);
    }
    bias_.run(pool);
  }

 private:
  float* rows(int thread) const { return rows_.data() + thread * g_.block() * g_.depth(); }

  void dataGradient(lm::ThreadPool& pool) {
    if (watch_.changed()) {
      transposed_.packTransposed(data_.weight);
    }
    const int64_t perImage = g_.outH() * g_.outW();
    const int64_t imageFloats = g_.h * g_.w * g_.c;
    pool.run(g_.n, [&](int64_t n, int thread) {
      float* image = data_.dx + n * imageFloats;
      std::fill(image, image + imageFloats, 0.0f);
      for (int64_t begin = 0; begin < perImage; begin += g_.block()) {
        const int64_t count = std::min(g_.block(), perImage - begin);
        float* row = rows(thread);
        multiply({0, count}, data_.dy + (n * perImage + begin) * g_.columns, g_.columns, transposed_, row, g_.depth(),
                 {});
        for (int64_t m = begin; m < begin + count; m++, row += g_.depth()) {
          forRuns(g_, m / g_.outW(), m % g_.outW(), [&](int64_t window, int64_t pixel, int64_t floats) {
            for (int64_t i = 0; i < floats; i++) {
              image[pixel + i] += row[window + i];
            }
          });
        }
      }
    });
  }

  void weightGradient(lm::ThreadPool& pool) {
    const int64_t size = g_.depth() * g_.columns;
    pool.run(slabs_, [&](int64_t slab, int thread) {
      const Range pixels = piece(g_.pixels(), slabs_, slab);
      for (int64_t begin = pixels.begin; begin < pixels.end; begin += g_.block()) {
        const Range block{begin, std::min(begin + g_.block(), pixels.end)};
        gather(g_, data_.x, block, rows(thread));
        accumulateOuter({0, g_.depth()}, block.size(), rows(thread), g_.depth(), data_.dy + begin * g_.columns,
                        g_.columns, partial_.data() + slab * size, begin == pixels.begin);
      }
    });
    const int64_t tasks = taskCount(size, 4096, pool.threads());
    pool.run(tasks, [&](int64_t task, int) {
      sumSlabs(slabs_, size, piece(size, tasks, task), partial_.data(), data_.dweight);
    });
  }

  Geometry g_;
  ProductBackward data_;
  lm::WeightWatch watch_;
  PackedMatrix transposed_;
  int64_t slabs_;
  lm::Buffer partial_;
  lm::Buffer rows_;
  BiasGradient bias_;
};

}  // namespace

Made makeConv2d(const lm::Step& step, int threads) {
  const Geometry g(step);
  const bool bias = step.integer(8) != 0;
  const bool residual = step.integer(10) != 0;
  const lm::WeightWatch watch(step, 1);
  const ProductShape shape{g.pixels(), g.depth(), g.columns};
  if (step.backward) {
    const ProductBackward data{step.floats(0), step.floats(1), step.floats(2),
                               step.floats(3), step.floats(4), bias ? step.floats(5) : nullptr};
    if (g.pointwise()) {
      return makeProductGradients(shape, data, watch);
    }
    return std::make_unique<ConvGradientsKernel>(g, data, watch, threads);
  }
  size_t next = 2;
  Epilogue epilogue;
  epilogue.bias = bias ? step.floats(next++) : nullptr;
  epilogue.residual = residual ? step.floats(next++) : nullptr;
  epilogue.activation = step.activation(9);
  const ProductForward data{step.floats(0), step.floats(1), epilogue, step.floats(next)};
  if (g.pointwise()) {
    return makeProduct(shape, data, watch);
  }
  return std::make_unique<ConvKernel>(g, data, watch, threads);
}

}  // namespace LM_NAMESPACE
