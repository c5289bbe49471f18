// Dense matrix products, the arithmetic core of every convolution and linear layer.
//
// The right-hand matrix is packed into panels of up to kPanelVectors vectors of columns, so that the inner loop reads
// it contiguously; the left-hand one is read in place, one broadcast per element. A tile of rows × panel stays in
// registers over the whole depth.
#pragma once

#include "../kernel.h"
#include "partition.h"
#include "simd.h"

namespace LM_NAMESPACE {

constexpr int kPanelVectors = kRegisters == 32 ? 4 : 3;

// What happens to a finished element before it is stored: + bias, activation, + residual.
struct Epilogue {
  const float* bias = nullptr;      // [columns]
  const float* residual = nullptr;  // like the output
  lm::Activation activation = lm::Activation::kIdentity;
};

// A matrix [depth × columns] in panel order.
class PackedMatrix {
 public:
  PackedMatrix(int64_t depth, int64_t columns);

  // From row-major [depth × columns].
  void pack(const float* source);
  // From the transpose: row-major [columns × depth].
  void packTransposed(const float* source);

  int64_t depth() const { return depth_; }
  int64_t columns() const { return columns_; }

  struct Panel {
    int64_t column;  // first column
    int vectors;     // width in vectors
    int64_t offset;  // first float in the packed data
  };
  const std::vector<Panel>& panels() const { return panels_; }
  const float* data(const Panel& panel) const { return data_.data() + panel.offset; }

 private:
  template <typename Element>
  void packBy(Element element);

  int64_t depth_;
  int64_t columns_;
  std::vector<Panel> panels_;
  lm::Buffer data_;
};

// y[rows × columns] = epilogue(x[rows × depth] · w), rows [range.begin, range.end); x and y are the whole matrices with
// the given distances between rows. residual rows lie like y's.
void multiply(Range rows, const float* x, int64_t xStride, const PackedMatrix& w, float* y, int64_t yStride,
              const Epilogue& epilogue);

// sum[depth × columns] (+)= xᵀ · g over `rows` rows, where x[rows × depth] and g[rows × columns]; restricted to the
// depth range. Overwrites when `fresh`. May read one vector behind g's last row.
void accumulateOuter(Range depth, int64_t rows, const float* x, int64_t xStride, const float* g, int64_t columns,
                     float* sum, bool fresh);

// out[count] = Σ over slabs of partial[slab × count], in slab order.
void sumSlabs(int64_t slabs, int64_t count, Range range, const float* partial, float* out);

}  // namespace LM_NAMESPACE
