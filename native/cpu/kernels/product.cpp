#include "product.h"

namespace LM_NAMESPACE {

namespace {

// Rows that one task multiplies: their share of x stays in the second-level cache while the panels pass.
int64_t blockRows(int64_t depth) { return std::clamp<int64_t>(49152 / depth, 48, 768); }

// Rows between two visits of a gradient tile to memory.
constexpr int64_t kOuterRows = 128;

// Depth that one task of a weight gradient covers.
constexpr int64_t kOuterDepth = 64;

class ProductKernel : public lm::Kernel {
 public:
  ProductKernel(ProductShape shape, ProductForward data, lm::WeightWatch watch)
      : shape_(shape), data_(data), watch_(watch), packed_(shape.depth, shape.columns) {}

  void run(lm::ThreadPool& pool) override {
    if (watch_.changed()) {
      packed_.pack(data_.weight);
    }
    const int64_t tasks = ceilDiv(shape_.rows, blockRows(shape_.depth));
    const int64_t shared = pool.threads() > 1 ? std::max(tasks, taskCount(shape_.rows, 24, pool.threads())) : tasks;
    pool.run(shared, [&](int64_t task, int) {
      multiply(piece(shape_.rows, shared, task), data_.x, shape_.depth, packed_, data_.y, shape_.columns,
               data_.epilogue);
    });
  }

 private:
  ProductShape shape_;
  ProductForward data_;
  lm::WeightWatch watch_;
  PackedMatrix packed_;
};

class ProductGradientsKernel : public lm::Kernel {
 public:
  ProductGradientsKernel(ProductShape shape, ProductBackward data, lm::WeightWatch watch)
      : shape_(shape),
        data_(data),
        watch_(watch),
        transposed_(data.dx == nullptr ? 0 : shape.columns, data.dx == nullptr ? 0 : shape.depth),
        slabs_(slabCount(shape.rows, 512)),
        depthBlocks_(ceilDiv(shape.depth, kOuterDepth)),
        partial_(data.dweight == nullptr || slabs_ == 1 ? 0
                                                        : static_cast<size_t>(slabs_ * shape.depth * shape.columns)),
        bias_(shape.rows, shape.columns, data.dy, data.dbias) {}

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
  void dataGradient(lm::ThreadPool& pool) {
    if (watch_.changed()) {
      transposed_.packTransposed(data_.weight);
    }
    const int64_t tasks = ceilDiv(shape_.rows, blockRows(shape_.columns));
    pool.run(tasks, [&](int64_t task, int) {
      multiply(piece(shape_.rows, tasks, task), data_.dy, shape_.columns, transposed_, data_.dx, shape_.depth, {});
    });
  }

  void weightGradient(lm::ThreadPool& pool) {
    const int64_t size = shape_.depth * shape_.columns;
    float* target = slabs_ == 1 ? data_.dweight : partial_.data();
    pool.run(slabs_ * depthBlocks_, [&](int64_t task, int) {
      const int64_t slab = task / depthBlocks_;
      const Range depth = piece(shape_.depth, depthBlocks_, task % depthBlocks_);
      const Range rows = piece(shape_.rows, slabs_, slab);
      for (int64_t m = rows.begin; m < rows.end; m += kOuterRows) {
        accumulateOuter(depth, std::min(kOuterRows, rows.end - m), data_.x + m * shape_.depth, shape_.depth,
                        data_.dy + m * shape_.columns, shape_.columns, target + slab * size, m == rows.begin);
      }
    });
    if (slabs_ > 1) {
      const int64_t tasks = taskCount(size, 4096, pool.threads());
      pool.run(tasks, [&](int64_t task, int) {
        sumSlabs(slabs_, size, piece(size, tasks, task), partial_.data(), data_.dweight);
      });
    }
  }

  ProductShape shape_;
  ProductBackward data_;
  lm::WeightWatch watch_;
  PackedMatrix transposed_;
  int64_t slabs_;
  int64_t depthBlocks_;
  lm::Buffer partial_;
  BiasGradient bias_;
};

}  // namespace

Made makeProduct(ProductShape shape, ProductForward data, lm::WeightWatch watch) {
  return std::make_unique<ProductKernel>(shape, data, watch);
}

Made makeProductGradients(ProductShape shape, ProductBackward data, lm::WeightWatch watch) {
  return std::make_unique<ProductGradientsKernel>(shape, data, watch);
}

BiasGradient::BiasGradient(int64_t rows, int64_t columns, const float* dy, float* dbias)
    : rows_(rows),
      columns_(columns),
      dy_(dy),
      dbias_(dbias),
      slabs_(slabCount(rows, 256)),
      partial_(dbias == nullptr ? 0 : static_cast<size_t>(slabs_ * columns)) {}

void BiasGradient::run(lm::ThreadPool& pool) {
  if (dbias_ == nullptr) {
    return;
  }
  pool.run(slabs_, [&](int64_t slab, int) {
    const Range rows = piece(rows_, slabs_, slab);
    for (int64_t c = 0; c < columns_; c += kLanes) {
      const int lanes = static_cast<int>(std::min<int64_t>(kLanes, columns_ - c));
      Vec sum = {};
      for (int64_t m = rows.begin; m < rows.end; m++) {
        sum += loadFirst(dy_ + m * columns_ + c, lanes);
      }
      storeFirst(partial_.data() + slab * columns_ + c, sum, lanes);
    }
  });
  sumSlabs(slabs_, columns_, {0, columns_}, partial_.data(), dbias_);
}

}  // namespace LM_NAMESPACE
