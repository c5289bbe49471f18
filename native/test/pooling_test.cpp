// GlobalAveragePool and MaxPool against loops over the definition.
#include "kernel_check.h"

using namespace lm_test;

namespace {

void averagePool(int64_t n, int64_t h, int64_t w, int64_t c, Numbers& numbers) {
  const std::string name = "average pool " + std::to_string(n) + "x" + std::to_string(h) + "x" + std::to_string(w) +
                           "x" + std::to_string(c);
  Floats x = Floats::random(n * h * w * c, numbers, -4, 4);
  Floats y(n * c);
  check({name, lm::OpCode::kGlobalAveragePool, false, {n, h, w, c}, {x.data(), y.data()}, {&y}},
        [&](const std::string& where) {
          for (int64_t i = 0; i < n * c; i++) {
            double sum = 0;
            for (int64_t p = 0; p < h * w; p++) {
              sum += x[(i / c * h * w + p) * c + i % c];
            }
            requireClose(y[i], sum / static_cast<double>(h * w), 4e-6, where, i);
          }
        });
  Floats dy = Floats::random(n * c, numbers, -4, 4);
  Floats dx(n * h * w * c);
  check({name + " backward", lm::OpCode::kGlobalAveragePool, true, {n, h, w, c}, {dy.data(), dx.data()}, {&dx}},
        [&](const std::string& where) {
          for (int64_t i = 0; i < dx.size(); i++) {
            requireClose(dx[i], dy[i / (h * w * c) * c + i % c] / static_cast<double>(h * w), 1e-6, where, i);
          }
        });
}

struct Pool {
  int64_t n, h, w, c, kernel, stride, padding;

  int64_t outH() const { return (h + 2 * padding - kernel) / stride + 1; }
  int64_t outW() const { return (w + 2 * padding - kernel) / stride + 1; }

  // Index of the first maximum of the window of output element i.
  int64_t winner(const Floats& x, int64_t i) const {
    const int64_t channel = i % c, ox = i / c % outW(), oy = i / c / outW() % outH(), image = i / c / outW() / outH();
    int64_t best = -1;
    for (int64_t k = 0; k < kernel * kernel; k++) {
      const int64_t row = oy * stride - padding + k / kernel, column = ox * stride - padding + k % kernel;
      if (row >= 0 && row < h && column >= 0 && column < w) {
        const int64_t candidate = ((image * h + row) * w + column) * c + channel;
        best = best < 0 || x[candidate] > x[best] ? candidate : best;
      }
    }
    return best;
  }
};

void maxPool(const Pool& pool, Numbers& numbers) {
  const int64_t inputs = pool.n * pool.h * pool.w * pool.c;
  const int64_t outputs = pool.n * pool.outH() * pool.outW() * pool.c;
  const std::vector<int64_t> attributes = {pool.n, pool.h, pool.w, pool.c, pool.kernel, pool.stride, pool.padding};
  const std::string name = "max pool c" + std::to_string(pool.c) + " k" + std::to_string(pool.kernel) + " s" +
                           std::to_string(pool.stride) + " p" + std::to_string(pool.padding);
  // Few different numbers, so that windows have several maxima.
  Floats x = Floats::random(inputs, numbers, -2, 3);
  std::vector<float> whole = x.values();
  for (float& value : whole) {
    value = std::floor(value);
  }
  x = Floats(whole);
  Floats y(outputs);
  check({name, lm::OpCode::kMaxPool, false, attributes, {x.data(), y.data()}, {&y}}, [&](const std::string& where) {
    for (int64_t i = 0; i < outputs; i++) {
      require(y[i] == x[pool.winner(x, i)], where + " at " + std::to_string(i));
    }
  });
  Floats dy = Floats::random(outputs, numbers, -1, 1);
  Floats dx(inputs);
  check({name + " backward", lm::OpCode::kMaxPool, true, attributes, {x.data(), dy.data(), dx.data()}, {&dx}},
        [&](const std::string& where) {
          std::vector<double> expected(static_cast<size_t>(inputs), 0);
          for (int64_t i = 0; i < outputs; i++) {
            expected[static_cast<size_t>(pool.winner(x, i))] += dy[i];
          }
          for (int64_t i = 0; i < inputs; i++) {
            requireClose(dx[i], expected[static_cast<size_t>(i)], 2e-6, where, i);
          }
        });
}

}  // namespace

int main() {
  Numbers numbers;
  for (int64_t c : {1, 8, 17, 64, 130}) {
    averagePool(1, 1, 1, c, numbers);
    averagePool(3, 7, 5, c, numbers);
    maxPool({2, 7, 6, c, 2, 2, 0}, numbers);
    maxPool({2, 7, 6, c, 3, 2, 1}, numbers);
    maxPool({1, 5, 9, c, 3, 1, 1}, numbers);
    maxPool({1, 1, 1, c, 2, 1, 1}, numbers);
  }
  averagePool(9, 12, 12, 72, numbers);
  maxPool({9, 12, 12, 72, 2, 2, 0}, numbers);
  return 0;
}
