// Batch normalisation in training with its activation: y = f(gamma · (x - mean) · invStd + beta).
//
// Statistics: blocks of rows that fit the first-level cache are measured in two passes (mean, then squared distances),
// and the blocks' figures are merged in double by Chan's formula; so x is read from memory once for the statistics and
// once for the result: 12 bytes per element. Backward: 8 bytes per element for the two sums, 12 for dx; the normalised
// value and the activation's slope are recomputed. Slabs and their order follow from the problem alone.
#include <cmath>

#include "kernels.h"
#include "partition.h"
#include "simd.h"

namespace LM_NAMESPACE {

namespace {

// Rows measured at a time: about 16 KiB.
int64_t blockRows(int64_t channels) { return std::clamp<int64_t>(4096 / channels, 4, 128); }

// Four running sums hide the latency of the additions.
template <typename Term>
Vec sumRows(int64_t rows, Term term) {
  Vec a = {}, b = {}, c = {}, d = {};
  int64_t m = 0;
  for (; m + 4 <= rows; m += 4) {
    a += term(m);
    b += term(m + 1);
    c += term(m + 2);
    d += term(m + 3);
  }
  for (; m < rows; m++) {
    a += term(m);
  }
  return (a + b) + (c + d);
}

// Attributes: rows, channels, epsilon, momentum, activation.
struct Shape {
  int64_t rows;
  int64_t channels;
  double epsilon;
  double momentum;
  lm::Activation activation;
  int64_t slabs;

  explicit Shape(const lm::Step& step)
      : rows(step.integer(0)),
        channels(step.integer(1)),
        epsilon(step.real(2)),
        momentum(step.real(3)),
        activation(step.activation(4)),
        slabs(slabCount(rows, 64)) {}

  int lanes(int64_t channel) const { return static_cast<int>(std::min<int64_t>(kLanes, channels - channel)); }
  int64_t tasks(int threads) const { return taskCount(rows, ceilDiv(8192, channels), threads); }
};

// Two doubles per slab and channel.
class SlabSums {
 public:
  explicit SlabSums(const Shape& shape)
      : channels_(shape.channels), data_(static_cast<size_t>(shape.slabs * shape.channels * 4)) {}

  double* first(int64_t slab) const { return reinterpret_cast<double*>(data_.data()) + slab * channels_ * 2; }
  double* second(int64_t slab) const { return first(slab) + channels_; }

 private:
  int64_t channels_;
  lm::Buffer data_;
};

class BatchNormKernel : public lm::Kernel {
 public:
  explicit BatchNormKernel(const lm::Step& step)
      : shape_(step),
        x_(step.floats(0)),
        gamma_(step.floats(1)),
        beta_(step.floats(2)),
        runningMean_(step.floats(3)),
        runningVar_(step.floats(4)),
        y_(step.floats(5)),
        mean_(step.floats(6)),
        invStd_(step.floats(7)),
        sums_(shape_) {}

  void run(lm::ThreadPool& pool) override {
    pool.run(shape_.slabs, [&](int64_t slab, int) { measure(slab); });
    merge();
    const int64_t tasks = shape_.tasks(pool.threads());
    withActivation(shape_.activation, [&](auto tag) {
      pool.run(tasks, [&](int64_t task, int) { apply<decltype(tag)::value>(piece(shape_.rows, tasks, task)); });
    });
  }

 private:
  // Mean and sum of squared distances of one slab.
  void measure(int64_t slab) {
    const Range rows = piece(shape_.rows, shape_.slabs, slab);
    double* means = sums_.first(slab);
    double* squares = sums_.second(slab);
    const int64_t block = blockRows(shape_.channels);
    for (int64_t begin = rows.begin; begin < rows.end; begin += block) {
      const int64_t count = std::min(block, rows.end - begin);
      const double before = static_cast<double>(begin - rows.begin);
      const double share = static_cast<double>(count) / (before + static_cast<double>(count));
      for (int64_t c = 0; c < shape_.channels; c += kLanes) {
        const float* x = x_ + begin * shape_.channels + c;
        const Vec rough = sumRows(count, [&](int64_t m) { return load(x + m * shape_.channels); }) *
                          (1.0f / static_cast<float>(count));
        const Distances distances = distancesFrom(rough, x, count);
        for (int lane = 0; lane < shape_.lanes(c); lane++) {
          // What rounding took from the rough mean shows in the sum of distances, which is small and keeps its digits:
          // the corrected two-pass algorithm of Chan, Golub and LeVeque.
          const double shift = static_cast<double>(distances.sum[lane]) / static_cast<double>(count);
          const double mean = static_cast<double>(rough[lane]) + shift;
          const double square =
              static_cast<double>(distances.square[lane]) - shift * shift * static_cast<double>(count);
          if (begin == rows.begin) {
            means[c + lane] = mean;
            squares[c + lane] = square;
          } else {
            const double delta = mean - means[c + lane];
            means[c + lane] += delta * share;
            squares[c + lane] += square + delta * delta * before * share;
          }
        }
      }
    }
  }

  struct Distances {
    Vec sum, square;
  };

  // Sums over the rows of x - centre and of its square.
  Distances distancesFrom(Vec centre, const float* x, int64_t count) const {
    Vec sumA = {}, sumB = {}, squareA = {}, squareB = {};
    int64_t m = 0;
    for (; m + 2 <= count; m += 2) {
      const Vec a = load(x + m * shape_.channels) - centre;
      const Vec b = load(x + (m + 1) * shape_.channels) - centre;
      sumA += a;
      sumB += b;
      squareA += a * a;
      squareB += b * b;
    }
    if (m < count) {
      const Vec a = load(x + m * shape_.channels) - centre;
      sumA += a;
      squareA += a * a;
    }
    return {sumA + sumB, squareA + squareB};
  }

  void merge() {
    const double rows = static_cast<double>(shape_.rows);
    for (int64_t c = 0; c < shape_.channels; c++) {
      double mean = 0;
      double square = 0;
      double before = 0;
      for (int64_t s = 0; s < shape_.slabs; s++) {
        const double count = static_cast<double>(piece(shape_.rows, shape_.slabs, s).size());
        const double delta = sums_.first(s)[c] - mean;
        mean += delta * count / (before + count);
        square += sums_.second(s)[c] + delta * delta * before * count / (before + count);
        before += count;
      }
      const double variance = square / rows;
      mean_[c] = static_cast<float>(mean);
      invStd_[c] = static_cast<float>(1.0 / std::sqrt(variance + shape_.epsilon));
      const double unbiased = shape_.rows > 1 ? square / (rows - 1) : variance;
      runningMean_[c] += static_cast<float>(shape_.momentum * (mean - runningMean_[c]));
      runningVar_[c] += static_cast<float>(shape_.momentum * (unbiased - runningVar_[c]));
    }
  }

  template <lm::Activation A>
  void apply(Range rows) {
    const int64_t block = blockRows(shape_.channels);
    for (int64_t begin = rows.begin; begin < rows.end; begin += block) {
      const int64_t end = std::min(begin + block, rows.end);
      for (int64_t c = 0; c < shape_.channels; c += kLanes) {
        const int lanes = shape_.lanes(c);
        const Vec mean = load(mean_ + c);
        const Vec scale = load(gamma_ + c) * load(invStd_ + c);
        const Vec beta = load(beta_ + c);
        for (int64_t m = begin; m < end; m++) {
          const Vec x = load(x_ + m * shape_.channels + c);
          storeFirst(y_ + m * shape_.channels + c, activate<A>((x - mean) * scale + beta), lanes);
        }
      }
    }
  }

  Shape shape_;
  const float* x_;
  const float* gamma_;
  const float* beta_;
  float* runningMean_;
  float* runningVar_;
  float* y_;
  float* mean_;
  float* invStd_;
  SlabSums sums_;
};

class BatchNormGradientsKernel : public lm::Kernel {
 public:
  explicit BatchNormGradientsKernel(const lm::Step& step)
      : shape_(step),
        x_(step.floats(0)),
        gamma_(step.floats(1)),
        beta_(step.floats(2)),
        mean_(step.floats(3)),
        invStd_(step.floats(4)),
        dy_(step.floats(5)),
        dx_(step.floats(6)),
        dgamma_(step.floats(7)),
        dbeta_(step.floats(8)),
        sums_(shape_),
        centre_(static_cast<size_t>(shape_.channels)),
        slope_(static_cast<size_t>(shape_.channels)) {}

  void run(lm::ThreadPool& pool) override {
    withActivation(shape_.activation, [&](auto tag) {
      constexpr lm::Activation kActivation = decltype(tag)::value;
      pool.run(shape_.slabs, [&](int64_t slab, int) { sum<kActivation>(slab); });
      merge();
      if (dx_ != nullptr) {
        const int64_t tasks = shape_.tasks(pool.threads());
        pool.run(tasks, [&](int64_t task, int) { apply<kActivation>(piece(shape_.rows, tasks, task)); });
      }
    });
  }

 private:
  // What every element of a vector of channels needs.
  struct Channels {
    Vec mean, invStd, gamma, beta;
  };

  Channels channels(int64_t c) const {
    return {load(mean_ + c), load(invStd_ + c), load(gamma_ + c), load(beta_ + c)};
  }

  // Σ dz and Σ dz · x̂ of one slab, dz being the gradient before the activation.
  template <lm::Activation A>
  void sum(int64_t slab) {
    const Range rows = piece(shape_.rows, shape_.slabs, slab);
    double* plain = sums_.first(slab);
    double* scaled = sums_.second(slab);
    const int64_t block = blockRows(shape_.channels);
    for (int64_t begin = rows.begin; begin < rows.end; begin += block) {
      const int64_t count = std::min(block, rows.end - begin);
      for (int64_t c = 0; c < shape_.channels; c += kLanes) {
        const Channels ch = channels(c);
        const float* x = x_ + begin * shape_.channels + c;
        const float* dy = dy_ + begin * shape_.channels + c;
        Vec plainSum[2] = {};
        Vec scaledSum[2] = {};
        for (int64_t m = 0; m < count; m++) {
          const Vec normal = (load(x + m * shape_.channels) - ch.mean) * ch.invStd;
          const Vec dz = load(dy + m * shape_.channels) * derivative<A>(ch.gamma * normal + ch.beta);
          plainSum[m & 1] += dz;
          scaledSum[m & 1] += dz * normal;
        }
        const Vec plainTotal = plainSum[0] + plainSum[1];
        const Vec scaledTotal = scaledSum[0] + scaledSum[1];
        for (int lane = 0; lane < shape_.lanes(c); lane++) {
          const bool first = begin == rows.begin;
          plain[c + lane] = (first ? 0.0 : plain[c + lane]) + static_cast<double>(plainTotal[lane]);
          scaled[c + lane] = (first ? 0.0 : scaled[c + lane]) + static_cast<double>(scaledTotal[lane]);
        }
      }
    }
  }

  void merge() {
    for (int64_t c = 0; c < shape_.channels; c++) {
      double plain = 0;
      double scaled = 0;
      for (int64_t s = 0; s < shape_.slabs; s++) {
        plain += sums_.first(s)[c];
        scaled += sums_.second(s)[c];
      }
      if (dbeta_ != nullptr) {
        dbeta_[c] = static_cast<float>(plain);
      }
      if (dgamma_ != nullptr) {
        dgamma_[c] = static_cast<float>(scaled);
      }
      centre_.data()[c] = static_cast<float>(plain / static_cast<double>(shape_.rows));
      slope_.data()[c] = static_cast<float>(scaled / static_cast<double>(shape_.rows));
    }
  }

  // dx = gamma · invStd · (dz - mean(dz) - x̂ · mean(dz · x̂)).
  template <lm::Activation A>
  void apply(Range rows) {
    const int64_t block = blockRows(shape_.channels);
    for (int64_t begin = rows.begin; begin < rows.end; begin += block) {
      const int64_t end = std::min(begin + block, rows.end);
      for (int64_t c = 0; c < shape_.channels; c += kLanes) {
        const Channels ch = channels(c);
        const Vec centre = load(centre_.data() + c);
        const Vec slope = load(slope_.data() + c);
        const Vec scale = ch.gamma * ch.invStd;
        const int lanes = shape_.lanes(c);
        for (int64_t m = begin; m < end; m++) {
          const int64_t at = m * shape_.channels + c;
          const Vec normal = (load(x_ + at) - ch.mean) * ch.invStd;
          const Vec dz = load(dy_ + at) * derivative<A>(ch.gamma * normal + ch.beta);
          storeFirst(dx_ + at, scale * (dz - centre - normal * slope), lanes);
        }
      }
    }
  }

  Shape shape_;
  const float* x_;
  const float* gamma_;
  const float* beta_;
  const float* mean_;
  const float* invStd_;
  const float* dy_;
  float* dx_;
  float* dgamma_;
  float* dbeta_;
  SlabSums sums_;
  lm::Buffer centre_;
  lm::Buffer slope_;
};

}  // namespace

Made makeBatchNorm(const lm::Step& step, int) {
  if (step.backward) {
    return std::make_unique<BatchNormGradientsKernel>(step);
  }
  return std::make_unique<BatchNormKernel>(step);
}

}  // namespace LM_NAMESPACE
