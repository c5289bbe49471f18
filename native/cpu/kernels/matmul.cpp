#include "matmul.h"

namespace LM_NAMESPACE {

namespace {

// Rows of a register tile for a panel of V vectors: as many accumulators as leave room for the panel and a broadcast.
template <int V>
constexpr int tileRows() {
  if constexpr (kRegisters == 32) {
    return V == 1 ? 14 : V == 2 ? 12 : V == 3 ? 8 : 6;
  } else {
    return V == 1 ? 8 : V == 2 ? 6 : 4;
  }
}

struct TileArguments {
  int64_t depth;
  const float* x;
  int64_t xStride;
  const float* w;
  float* y;
  int64_t yStride;
  const float* bias;
  const float* residual;
  int lastLanes;  // valid lanes of the last vector
  lm::Activation activation;
};

template <int R, int V>
inline void finish(const Vec (&sum)[R][V], const TileArguments& t) {
  for (int v = 0; v < V; v++) {
    const int lanes = v == V - 1 ? t.lastLanes : kLanes;
    const Vec bias = t.bias == nullptr ? Vec{} : loadFirst(t.bias + v * kLanes, lanes);
    for (int r = 0; r < R; r++) {
      Vec value = activate(t.activation, sum[r][v] + bias);
      if (t.residual != nullptr) {
        value += loadFirst(t.residual + r * t.yStride + v * kLanes, lanes);
      }
      storeFirst(t.y + r * t.yStride + v * kLanes, value, lanes);
    }
  }
}

template <int R, int V>
void tile(const TileArguments& t) {
  Vec sum[R][V] = {};
  if constexpr (R == 1) {
    // A single row has too few accumulators to hide the latency of a multiply-add, so the depth is split in four.
    Vec parts[4][V] = {};
    int64_t k = 0;
    for (; k + 4 <= t.depth; k += 4) {
      for (int p = 0; p < 4; p++) {
        const Vec x = splat(t.x[k + p]);
        for (int v = 0; v < V; v++) {
          parts[p][v] += x * load(t.w + ((k + p) * V + v) * kLanes);
        }
      }
    }
    for (; k < t.depth; k++) {
      for (int v = 0; v < V; v++) {
        parts[0][v] += splat(t.x[k]) * load(t.w + (k * V + v) * kLanes);
      }
    }
    for (int v = 0; v < V; v++) {
      sum[0][v] = (parts[0][v] + parts[1][v]) + (parts[2][v] + parts[3][v]);
    }
  } else {
    const float* w = t.w;
    for (int64_t k = 0; k < t.depth; k++, w += V * kLanes) {
      Vec panel[V];
#pragma GCC unroll 8
      for (int v = 0; v < V; v++) {
        panel[v] = load(w + v * kLanes);
      }
#pragma GCC unroll 16
      for (int r = 0; r < R; r++) {
        const Vec x = splat(t.x[r * t.xStride + k]);
#pragma GCC unroll 8
        for (int v = 0; v < V; v++) {
          sum[r][v] += x * panel[v];
        }
      }
    }
  }
  finish<R, V>(sum, t);
}

using Tile = void (*)(const TileArguments&);

// Tile functions by number of rows - 1.
template <int V, int... R>
const Tile* tileTable(std::integer_sequence<int, R...>) {
  static const Tile table[] = {&tile<R + 1, V>...};
  return table;
}

template <int V>
void multiplyPanel(Range rows, TileArguments t) {
  static const Tile* const tiles = tileTable<V>(std::make_integer_sequence<int, tileRows<V>()>{});
  const int64_t count = ceilDiv(rows.size(), tileRows<V>());
  const float* x = t.x;
  float* y = t.y;
  const float* residual = t.residual;
  for (int64_t i = 0; i < count; i++) {
    // Nearly equal tiles: nine rows run as 5 + 4, not as 8 + 1.
    const Range part = piece(rows.size(), count, i);
    t.x = x + (rows.begin + part.begin) * t.xStride;
    t.y = y + (rows.begin + part.begin) * t.yStride;
    t.residual = residual == nullptr ? nullptr : residual + (rows.begin + part.begin) * t.yStride;
    tiles[part.size() - 1](t);
  }
}

template <int R, int V>
void outerTile(int64_t rows, const float* x, int64_t xStride, const float* g, int64_t gStride, float* sum,
               int64_t sumStride, int lastLanes, bool fresh) {
  Vec acc[R][V] = {};
  for (int64_t m = 0; m < rows; m++) {
    Vec row[V];
#pragma GCC unroll 8
    for (int v = 0; v < V; v++) {
      row[v] = load(g + m * gStride + v * kLanes);
    }
#pragma GCC unroll 16
    for (int r = 0; r < R; r++) {
      const Vec value = splat(x[m * xStride + r]);
#pragma GCC unroll 8
      for (int v = 0; v < V; v++) {
        acc[r][v] += value * row[v];
      }
    }
  }
  for (int r = 0; r < R; r++) {
    for (int v = 0; v < V; v++) {
      const int lanes = v == V - 1 ? lastLanes : kLanes;
      float* out = sum + r * sumStride + v * kLanes;
      const Vec before = fresh ? Vec{} : loadFirst(out, lanes);
      storeFirst(out, before + acc[r][v], lanes);
    }
  }
}

using OuterTile = void (*)(int64_t, const float*, int64_t, const float*, int64_t, float*, int64_t, int, bool);

template <int V, int... R>
const OuterTile* outerTable(std::integer_sequence<int, R...>) {
  static const OuterTile table[] = {&outerTile<R + 1, V>...};
  return table;
}

template <int V>
void outerPanel(Range depth, int64_t rows, const float* x, int64_t xStride, const float* g, int64_t columns, float* sum,
                int lastLanes, bool fresh) {
  static const OuterTile* const tiles = outerTable<V>(std::make_integer_sequence<int, tileRows<V>()>{});
  const int64_t count = ceilDiv(depth.size(), tileRows<V>());
  for (int64_t i = 0; i < count; i++) {
    const Range part = piece(depth.size(), count, i);
    const int64_t k = depth.begin + part.begin;
    tiles[part.size() - 1](rows, x + k, xStride, g, columns, sum + k * columns, columns, lastLanes, fresh);
  }
}

// Cuts a number of columns into panels of nearly equal width.
template <typename Body>
void forPanels(int64_t columns, Body&& body) {
  const int64_t vectors = ceilDiv(columns, kLanes);
  const int64_t panels = ceilDiv(vectors, kPanelVectors);
  for (int64_t i = 0; i < panels; i++) {
    const Range part = piece(vectors, panels, i);
    body(part.begin * kLanes, static_cast<int>(part.size()));
  }
}

int lastLanes(int64_t columns, int64_t column, int vectors) {
  return static_cast<int>(std::min<int64_t>(columns - column - (vectors - 1) * kLanes, kLanes));
}

}  // namespace

PackedMatrix::PackedMatrix(int64_t depth, int64_t columns) : depth_(depth), columns_(columns) {
  int64_t floats = 0;
  forPanels(columns, [&](int64_t column, int vectors) {
    panels_.push_back({column, vectors, floats});
    floats += depth * vectors * kLanes;
  });
  data_ = lm::Buffer(static_cast<size_t>(floats));
}

template <typename Element>
void PackedMatrix::packBy(Element element) {
  for (const Panel& panel : panels_) {
    float* out = data_.data() + panel.offset;
    const int64_t width = panel.vectors * kLanes;
    const int64_t valid = std::min(width, columns_ - panel.column);
    for (int64_t k = 0; k < depth_; k++) {
      for (int64_t c = 0; c < valid; c++) {
        out[k * width + c] = element(k, panel.column + c);
      }
    }
  }
}

void PackedMatrix::pack(const float* source) {
  packBy([&](int64_t k, int64_t c) { return source[k * columns_ + c]; });
}

void PackedMatrix::packTransposed(const float* source) {
  packBy([&](int64_t k, int64_t c) { return source[c * depth_ + k]; });
}

void multiply(Range rows, const float* x, int64_t xStride, const PackedMatrix& w, float* y, int64_t yStride,
              const Epilogue& epilogue) {
  if (rows.size() <= 0) {
    return;
  }
  for (const PackedMatrix::Panel& panel : w.panels()) {
    const TileArguments t{w.depth(),
                          x,
                          xStride,
                          w.data(panel),
                          y + panel.column,
                          yStride,
                          epilogue.bias == nullptr ? nullptr : epilogue.bias + panel.column,
                          epilogue.residual == nullptr ? nullptr : epilogue.residual + panel.column,
                          lastLanes(w.columns(), panel.column, panel.vectors),
                          epilogue.activation};
    switch (panel.vectors) {
      case 1: multiplyPanel<1>(rows, t); break;
      case 2: multiplyPanel<2>(rows, t); break;
      case 3: multiplyPanel<3>(rows, t); break;
      default:
        if constexpr (kPanelVectors == 4) {
          multiplyPanel<4>(rows, t);
        }
    }
  }
}

void accumulateOuter(Range depth, int64_t rows, const float* x, int64_t xStride, const float* g, int64_t columns,
                     float* sum, bool fresh) {
  forPanels(columns, [&](int64_t column, int vectors) {
    const int lanes = lastLanes(columns, column, vectors);
    const float* gPanel = g + column;
    float* sumPanel = sum + column;
    switch (vectors) {
      case 1: outerPanel<1>(depth, rows, x, xStride, gPanel, columns, sumPanel, lanes, fresh); break;
      case 2: outerPanel<2>(depth, rows, x, xStride, gPanel, columns, sumPanel, lanes, fresh); break;
      case 3: outerPanel<3>(depth, rows, x, xStride, gPanel, columns, sumPanel, lanes, fresh); break;
      default:
        if constexpr (kPanelVectors == 4) {
          outerPanel<4>(depth, rows, x, xStride, gPanel, columns, sumPanel, lanes, fresh);
        }
    }
  });
}

void sumSlabs(int64_t slabs, int64_t count, Range range, const float* partial, float* out) {
  for (int64_t i = range.begin; i < range.end; i++) {
    float sum = partial[i];
    for (int64_t s = 1; s < slabs; s++) {
      sum += partial[s * count + i];
    }
    out[i] = sum;
  }
}

}  // namespace LM_NAMESPACE
