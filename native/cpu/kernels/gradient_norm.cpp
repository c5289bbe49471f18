// GradientNorm: factor = min(1, greatest / (norm of all gradients + 1e-6)). 4 bytes per element, memory-bound. Squares
// are added in double, in pieces cut by the gradients alone and added in order: the same bits with any number of threads.
#include <cmath>
#include <vector>

#include "kernels.h"
#include "partition.h"

namespace LM_NAMESPACE {

namespace {

constexpr int64_t kPieceElements = 16384;
constexpr int64_t kSums = 8;

// Attributes: greatest norm, number of gradients, elements of each.
class GradientNormKernel : public lm::Kernel {
 public:
  explicit GradientNormKernel(const lm::Step& step) : greatest_(step.real(0)) {
    const size_t gradients = static_cast<size_t>(step.integer(1));
    for (size_t i = 0; i < gradients; i++) {
      const int64_t elements = step.integer(2 + i);
      for (int64_t begin = 0; begin < elements; begin += kPieceElements) {
        pieces_.push_back({step.floats(i) + begin, std::min(kPieceElements, elements - begin)});
      }
    }
    partial_.resize(pieces_.size());
    factor_ = step.floats(gradients);
  }

  void run(lm::ThreadPool& pool) override {
    const int64_t count = static_cast<int64_t>(pieces_.size());
    const int64_t tasks = taskCount(count, 1, pool.threads());
    pool.run(tasks, [&](int64_t task, int) {
      const Range range = piece(count, tasks, task);
      for (int64_t i = range.begin; i < range.end; i++) {
        partial_[static_cast<size_t>(i)] = sumOfSquares(pieces_[static_cast<size_t>(i)]);
      }
    });
    double sum = 0;
    for (double part : partial_) {
      sum += part;
    }
    const double ratio = greatest_ / (std::sqrt(sum) + 1e-6);
    *factor_ = static_cast<float>(ratio > 1 ? 1 : ratio);
  }

 private:
  struct Piece {
    const float* data;
    int64_t elements;
  };

  static double sumOfSquares(const Piece& of) {
    double sums[kSums] = {};
    int64_t i = 0;
    for (; i + kSums <= of.elements; i += kSums) {
      for (int64_t s = 0; s < kSums; s++) {
        const double g = static_cast<double>(of.data[i + s]);
        sums[s] += g * g;
      }
    }
    for (; i < of.elements; i++) {
      const double g = static_cast<double>(of.data[i]);
      sums[0] += g * g;
    }
    double total = 0;
    for (double part : sums) {
      total += part;
    }
    return total;
  }

  double greatest_;
  std::vector<Piece> pieces_;
  std::vector<double> partial_;
  float* factor_;
};

}  // namespace

Made makeGradientNorm(const lm::Step& step, int) { return std::make_unique<GradientNormKernel>(step); }

}  // namespace LM_NAMESPACE
