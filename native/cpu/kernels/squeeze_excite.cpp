// SqueezeExcite: y = x · gate, gate = hsigmoid(relu(mean(x) · weight1 + bias1) · weight2 + bias2), per image and channel.
//
// Three phases: pool, two small matrix products over the batch, scale. Memory-bound in x: 4 bytes per element to pool,
// 8 to scale; backward 8 for the gates' gradient, 8 for dx. Pooled sums run over an image's pixels in a fixed order, the
// products over fixed slabs of images, weight gradients over the images in order: the threads cannot change a bit.
#include "channel_blocks.h"
#include "elementwise.h"
#include "kernels.h"
#include "matmul.h"

namespace LM_NAMESPACE {

namespace {

constexpr int64_t kLeastElements = 16384;

// Images that share one product. Fixed, because the number of rows decides the order of a product's sums.
constexpr int64_t kSlabImages = 16;

constexpr lm::Activation kRelu = lm::Activation::kRelu;
constexpr lm::Activation kGate = lm::Activation::kHsigmoid;

// Attributes: n, h, w, c, squeezed.
struct Problem {
  int64_t n;
  int64_t pixels;
  int64_t channels;
  int64_t squeezed;

  explicit Problem(const lm::Step& step)
      : n(step.integer(0)),
        pixels(step.integer(1) * step.integer(2)),
        channels(step.integer(3)),
        squeezed(step.integer(4)) {}

  int64_t image(int64_t index) const { return index * pixels * channels; }
  size_t perChannel() const { return static_cast<size_t>(n * channels); }
  size_t perSqueezed() const { return static_cast<size_t>(n * squeezed); }

  template <typename Body>
  void forChannels(lm::ThreadPool& pool, Body&& body) const {
    forImageChannels(pool, n, pixels, channels, kLeastElements, body);
  }

  template <typename Body>
  void forSlabs(lm::ThreadPool& pool, Body&& body) const {
    const int64_t slabs = ceilDiv(n, kSlabImages);
    pool.run(slabs, [&](int64_t slab, int) { body(piece(n, slabs, slab)); });
  }
};

class SqueezeExciteKernel : public lm::Kernel {
 public:
  explicit SqueezeExciteKernel(const lm::Step& step)
      : problem_(step),
        x_(step.floats(0)),
        weight1_(step.floats(1)),
        bias1_(step.floats(2)),
        weight2_(step.floats(3)),
        bias2_(step.floats(4)),
        y_(step.floats(5)),
        pooled_(step.floats(6)),
        hidden_(step.floats(7)),
        excite_(step.floats(8)),
        watch1_(step, 1),
        watch2_(step, 3),
        packed1_(problem_.channels, problem_.squeezed),
        packed2_(problem_.squeezed, problem_.channels),
        rectified_(problem_.perSqueezed()) {}

  void run(lm::ThreadPool& pool) override {
    if (watch1_.changed()) {
      packed1_.pack(weight1_);
    }
    if (watch2_.changed()) {
      packed2_.pack(weight2_);
    }
    const Problem& p = problem_;
    p.forChannels(pool, [&](int64_t image, int64_t c, int lanes) {
      const float* x = x_ + p.image(image) + c;
      const Vec sum = sumPixels(p.pixels, [&](int64_t pixel) { return load(x + pixel * p.channels); });
      storeFirst(pooled_ + image * p.channels + c, sum / static_cast<float>(p.pixels), lanes);
    });
    p.forSlabs(pool, [&](Range images) { excite(images); });
    p.forChannels(pool, [&](int64_t image, int64_t c, int lanes) {
      const Vec gate = activate<kGate>(load(excite_ + image * p.channels + c));
      const float* x = x_ + p.image(image) + c;
      float* y = y_ + p.image(image) + c;
      for (int64_t pixel = 0; pixel < p.pixels; pixel++) {
        storeFirst(y + pixel * p.channels, load(x + pixel * p.channels) * gate, lanes);
      }
    });
  }

 private:
  void excite(Range images) {
    const int64_t squeezed = problem_.squeezed;
    const int64_t channels = problem_.channels;
    Epilogue epilogue;
    epilogue.bias = bias1_;
    multiply(images, pooled_, channels, packed1_, hidden_, squeezed, epilogue);
    forVectors({images.begin * squeezed, images.end * squeezed}, [&](int64_t i, auto lanes) {
      storeFirst(rectified_.data() + i, activate<kRelu>(loadFirst(hidden_ + i, lanes)), lanes);
    });
    epilogue.bias = bias2_;
    multiply(images, rectified_.data(), squeezed, packed2_, excite_, channels, epilogue);
  }

  Problem problem_;
  const float* x_;
  const float* weight1_;
  const float* bias1_;
  const float* weight2_;
  const float* bias2_;
  float* y_;
  float* pooled_;
  float* hidden_;
  float* excite_;
  lm::WeightWatch watch1_;
  lm::WeightWatch watch2_;
  PackedMatrix packed1_;
  PackedMatrix packed2_;
  lm::Buffer rectified_;
};

class SqueezeExciteGradientsKernel : public lm::Kernel {
 public:
  explicit SqueezeExciteGradientsKernel(const lm::Step& step)
      : problem_(step),
        x_(step.floats(0)),
        weight1_(step.floats(1)),
        weight2_(step.floats(2)),
        pooled_(step.floats(3)),
        hidden_(step.floats(4)),
        excite_(step.floats(5)),
        dy_(step.floats(6)),
        dx_(step.floats(7)),
        dweight1_(step.floats(8)),
        dbias1_(step.floats(9)),
        dweight2_(step.floats(10)),
        dbias2_(step.floats(11)),
        watch1_(step, 1),
        watch2_(step, 2),
        packed1_(problem_.squeezed, problem_.channels),
        packed2_(problem_.channels, problem_.squeezed),
        rectified_(problem_.perSqueezed()),
        dhidden_(problem_.perSqueezed()),
        dexcite_(problem_.perChannel()),
        dpooled_(problem_.perChannel()) {}

  void run(lm::ThreadPool& pool) override {
    if (watch1_.changed()) {
      packed1_.packTransposed(weight1_);
    }
    if (watch2_.changed()) {
      packed2_.packTransposed(weight2_);
    }
    const Problem& p = problem_;
    p.forChannels(pool, [&](int64_t image, int64_t c, int lanes) { differentiateGate(image, c, lanes); });
    p.forSlabs(pool, [&](Range images) { differentiateProducts(images); });
    weightGradient(pool, rectified_.data(), p.squeezed, dexcite_.data(), p.channels, dweight2_);
    weightGradient(pool, pooled_, p.channels, dhidden_.data(), p.squeezed, dweight1_);
    biasGradient(dexcite_.data(), p.channels, dbias2_);
    biasGradient(dhidden_.data(), p.squeezed, dbias1_);
    if (dx_ != nullptr) {
      p.forChannels(pool, [&](int64_t image, int64_t c, int lanes) { differentiateInput(image, c, lanes); });
    }
  }

 private:
  // dexcite = hsigmoid'(excite) · Σ over pixels of dy · x.
  void differentiateGate(int64_t image, int64_t c, int lanes) {
    const float* x = x_ + problem_.image(image) + c;
    const float* dy = dy_ + problem_.image(image) + c;
    const int64_t stride = problem_.channels;
    const Vec sum =
        sumPixels(problem_.pixels, [&](int64_t pixel) { return load(dy + pixel * stride) * load(x + pixel * stride); });
    const int64_t at = image * problem_.channels + c;
    storeFirst(dexcite_.data() + at, sum * derivative<kGate>(load(excite_ + at)), lanes);
  }

  // From dexcite back through both products to dpooled.
  void differentiateProducts(Range images) {
    const int64_t squeezed = problem_.squeezed;
    const int64_t channels = problem_.channels;
    multiply(images, dexcite_.data(), channels, packed2_, dhidden_.data(), squeezed, Epilogue{});
    forVectors({images.begin * squeezed, images.end * squeezed}, [&](int64_t i, auto lanes) {
      const Vec hidden = loadFirst(hidden_ + i, lanes);
      float* dhidden = dhidden_.data() + i;
      storeFirst(dhidden, loadFirst(dhidden, lanes) * derivative<kRelu>(hidden), lanes);
      storeFirst(rectified_.data() + i, activate<kRelu>(hidden), lanes);
    });
    multiply(images, dhidden_.data(), squeezed, packed1_, dpooled_.data(), channels, Epilogue{});
  }

  // out[depth × columns] = xᵀ · g over all images.
  void weightGradient(lm::ThreadPool& pool, const float* x, int64_t depth, const float* g, int64_t columns,
                      float* out) {
    if (out == nullptr) {
      return;
    }
    const int64_t tasks = taskCount(depth, ceilDiv(65536, problem_.n * columns), pool.threads());
    pool.run(tasks, [&](int64_t task, int) {
      accumulateOuter(piece(depth, tasks, task), problem_.n, x, depth, g, columns, out, true);
    });
  }

  void biasGradient(const float* g, int64_t columns, float* out) {
    if (out == nullptr) {
      return;
    }
    forVectors({0, columns}, [&](int64_t c, auto lanes) {
      storeFirst(out + c, sumPixels(problem_.n, [&](int64_t image) { return load(g + image * columns + c); }), lanes);
    });
  }

  void differentiateInput(int64_t image, int64_t c, int lanes) {
    const int64_t at = image * problem_.channels + c;
    const Vec gate = activate<kGate>(load(excite_ + at));
    const Vec shift = load(dpooled_.data() + at) / static_cast<float>(problem_.pixels);
    const float* dy = dy_ + problem_.image(image) + c;
    float* dx = dx_ + problem_.image(image) + c;
    for (int64_t pixel = 0; pixel < problem_.pixels; pixel++) {
      const int64_t offset = pixel * problem_.channels;
      storeFirst(dx + offset, load(dy + offset) * gate + shift, lanes);
    }
  }

  Problem problem_;
  const float* x_;
  const float* weight1_;
  const float* weight2_;
  const float* pooled_;
  const float* hidden_;
  const float* excite_;
  const float* dy_;
  float* dx_;        // this and the following: null where not needed
  float* dweight1_;
  float* dbias1_;
  float* dweight2_;
  float* dbias2_;
  lm::WeightWatch watch1_;
  lm::WeightWatch watch2_;
  PackedMatrix packed1_;  // weight1ᵀ
  PackedMatrix packed2_;  // weight2ᵀ
  lm::Buffer rectified_;
  lm::Buffer dhidden_;
  lm::Buffer dexcite_;
  lm::Buffer dpooled_;
};

}  // namespace

Made makeSqueezeExcite(const lm::Step& step, int) {
  if (step.backward) {
    return std::make_unique<SqueezeExciteGradientsKernel>(step);
  }
  return std::make_unique<SqueezeExciteKernel>(step);
}

}  // namespace LM_NAMESPACE
