// SqueezeExcite: the forward pass against its definition, the backward pass against central differences of it.
#include "kernel_check.h"

using namespace lm_test;

namespace {

struct Shape {
  int64_t n, pixels, c, s;
};

using Doubles = std::vector<double>;

size_t at(int64_t index) { return static_cast<size_t>(index); }

// What the definition gives for y; arguments: x, weight1, bias1, weight2, bias2.
Doubles forward(const Shape& shape, const std::vector<Doubles>& in) {
  Doubles y(in[0].size());
  for (int64_t n = 0; n < shape.n; n++) {
    Doubles hidden = in[2];
    Doubles excite = in[4];
    for (int64_t c = 0; c < shape.c; c++) {
      double pooled = 0;
      for (int64_t p = 0; p < shape.pixels; p++) {
        pooled += in[0][at((n * shape.pixels + p) * shape.c + c)] / static_cast<double>(shape.pixels);
      }
      for (int64_t s = 0; s < shape.s; s++) {
        hidden[at(s)] += pooled * in[1][at(c * shape.s + s)];
      }
    }
    for (int64_t c = 0; c < shape.c; c++) {
      for (int64_t s = 0; s < shape.s; s++) {
        excite[at(c)] += std::fmax(hidden[at(s)], 0) * in[3][at(s * shape.c + c)];
      }
      const double gate = std::fmin(std::fmax(excite[at(c)] + 3, 0), 6) / 6;
      for (int64_t p = 0; p < shape.pixels; p++) {
        const size_t i = at((n * shape.pixels + p) * shape.c + c);
        y[i] = in[0][i] * gate;
      }
    }
  }
  return y;
}

void squeezeExcite(const Shape& shape, Numbers& numbers) {
  const std::vector<int64_t> attributes = {shape.n, 1, shape.pixels, shape.c, shape.s};
  const std::string name = "se n" + std::to_string(shape.n) + " c" + std::to_string(shape.c);
  const int64_t sizes[] = {shape.n * shape.pixels * shape.c, shape.c * shape.s, shape.s, shape.s * shape.c, shape.c};
  std::vector<Floats> in;
  std::vector<Doubles> exact;
  for (int64_t size : sizes) {
    in.push_back(Floats::random(size, numbers, -1, 1));
    const std::vector<float> values = in.back().values();
    exact.emplace_back(values.begin(), values.end());
  }
  Floats y(sizes[0]), pooled(shape.n * shape.c), hidden(shape.n * shape.s), excite(shape.n * shape.c);
  check({name, lm::OpCode::kSqueezeExcite, false, attributes,
         {in[0].data(), in[1].data(), in[2].data(), in[3].data(), in[4].data(), y.data(), pooled.data(), hidden.data(),
          excite.data()},
         {&y, &pooled, &hidden, &excite}},
        [&](const std::string& where) {
          const Doubles expected = forward(shape, exact);
          for (int64_t i = 0; i < y.size(); i++) {
            requireClose(y[i], expected[at(i)], 1e-5, where, i);
          }
        });
  Floats dy = Floats::random(sizes[0], numbers, -1, 1);
  std::vector<Floats> gradients;
  for (int64_t size : sizes) {
    gradients.emplace_back(size);
  }
  check({name + " backward", lm::OpCode::kSqueezeExcite, true, attributes,
         {in[0].data(), in[1].data(), in[3].data(), pooled.data(), hidden.data(), excite.data(), dy.data(),
          gradients[0].data(), gradients[1].data(), gradients[2].data(), gradients[3].data(), gradients[4].data()},
         {&gradients[0], &gradients[1], &gradients[2], &gradients[3], &gradients[4]}},
        [&](const std::string& where) {
          constexpr double kStep = 1e-6;
          for (size_t input = 0; input < exact.size(); input++) {
            for (size_t i = 0; i < exact[input].size(); i += exact[input].size() / 40 + 1) {
              std::vector<Doubles> high = exact;
              std::vector<Doubles> low = exact;
              high[input][i] += kStep;
              low[input][i] -= kStep;
              const Doubles above = forward(shape, high);
              const Doubles below = forward(shape, low);
              double slope = 0;
              for (size_t o = 0; o < above.size(); o++) {
                slope += dy[static_cast<int64_t>(o)] * (above[o] - below[o]) / (2 * kStep);
              }
              requireClose(gradients[input][static_cast<int64_t>(i)], slope, 1e-4 * (1 + std::fabs(slope)),
                           where + " input " + std::to_string(input), static_cast<int64_t>(i));
            }
          }
        });
}

}  // namespace

int main() {
  Numbers numbers;
  squeezeExcite({1, 4, 8, 2}, numbers);
  squeezeExcite({2, 3, 17, 5}, numbers);
  squeezeExcite({19, 2, 24, 8}, numbers);
  return 0;
}
