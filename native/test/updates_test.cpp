// Add, the updates, BatchNormInference and ElementwiseLoss against loops in double.
#include "kernel_check.h"

using namespace lm_test;

namespace {

constexpr int64_t kSizes[] = {1, 7, 16, 33, 40003};
constexpr double kRounding = 2e-6;

void add(int64_t size, Numbers& numbers) {
  Floats a = Floats::random(size, numbers, -4, 4);
  Floats b = Floats::random(size, numbers, -4, 4);
  Floats y(size);
  check({"add " + std::to_string(size), lm::OpCode::kAdd, false, {size}, {a.data(), b.data(), y.data()}, {&y}},
        [&](const std::string& where) {
          for (int64_t i = 0; i < size; i++) {
            require(y[i] == a[i] + b[i], where);
          }
        });
}

void blend(int64_t size, Numbers& numbers) {
  Floats a = Floats::random(size, numbers, -4, 4);
  Floats b = Floats::random(size, numbers, -4, 4);
  Floats y(size);
  check({"blend " + std::to_string(size), lm::OpCode::kBlend, false, {size, bits(0.25)},
         {a.data(), b.data(), y.data()}, {&y}},
        [&](const std::string& where) {
          for (int64_t i = 0; i < size; i++) {
            requireClose(y[i], 0.75 * a[i] + 0.25 * b[i], kRounding, where, i);
          }
        });
}

void sgd(int64_t size, Numbers& numbers) {
  Floats gradient = Floats::random(size, numbers, -1, 1);
  Floats rate(std::vector<float>{0.1f});
  Floats parameter = Floats::random(size, numbers, -1, 1);
  Floats velocity = Floats::random(size, numbers, -1, 1);
  check({"sgd " + std::to_string(size), lm::OpCode::kSgdUpdate, false, {size, bits(0.9), bits(0.01), bits(2), 0},
         {gradient.data(), rate.data(), parameter.data(), velocity.data()}, {&parameter, &velocity}},
        [&](const std::string& where) {
          for (int64_t i = 0; i < size; i++) {
            const double p = parameter.initial(i);
            const double v = 0.9 * velocity.initial(i) + gradient[i] + 0.01 * p;
            requireClose(velocity[i], v, kRounding, where, i);
            requireClose(parameter[i], p - 0.2 * v, kRounding, where, i);
          }
        });
}

void adam(int64_t size, bool decoupled, Numbers& numbers) {
  Floats gradient = Floats::random(size, numbers, -1, 1);
  Floats rate(std::vector<float>{0.1f});
  int32_t runState[] = {5, 6, 2, 0};
  Floats parameter = Floats::random(size, numbers, -1, 1);
  Floats moment1 = Floats::random(size, numbers, -1, 1);
  Floats moment2 = Floats::random(size, numbers, 0.1f, 1);
  check({(decoupled ? "adamw " : "adam ") + std::to_string(size), lm::OpCode::kAdamUpdate, false,
         {size, bits(0.9), bits(0.99), bits(1e-8), bits(0.01), decoupled ? 1 : 0, bits(2), 0},
         {gradient.data(), rate.data(), runState, parameter.data(), moment1.data(), moment2.data()},
         {&parameter, &moment1, &moment2}},
        [&](const std::string& where) {
          for (int64_t i = 0; i < size; i++) {
            const double before = parameter.initial(i);
            const double g = gradient[i] + (decoupled ? 0 : 0.01 * before);
            const double p = decoupled ? before * (1 - 0.2 * 0.01) : before;
            const double m = 0.9 * moment1.initial(i) + 0.1 * g;
            const double v = 0.99 * moment2.initial(i) + 0.01 * g * g;
            const double root = std::sqrt(v / (1 - std::pow(0.99, 3))) + 1e-8;
            requireClose(moment1[i], m, kRounding, where, i);
            requireClose(moment2[i], v, kRounding, where, i);
            requireClose(parameter[i], p - 0.2 * m / (1 - std::pow(0.9, 3)) / root, kRounding, where, i);
          }
        });
}

void average(int64_t size, int32_t step, double share, Numbers& numbers) {
  Floats value = Floats::random(size, numbers, -1, 1);
  int32_t runState[] = {5, 6, step, 0};
  Floats average = Floats::random(size, numbers, -1, 1);
  check({"average " + std::to_string(size), lm::OpCode::kMovingAverage, false, {size, bits(0.75)},
         {value.data(), runState, average.data()}, {&average}},
        [&](const std::string& where) {
          for (int64_t i = 0; i < size; i++) {
            const double before = average.initial(i);
            requireClose(average[i], before + share * (value[i] - before), kRounding, where, i);
          }
        });
}

void batchNormInference(int64_t rows, int64_t channels, Numbers& numbers) {
  Floats x = Floats::random(rows * channels, numbers, 99, 101);
  Floats gamma = Floats::random(channels, numbers, -2, 2);
  Floats beta = Floats::random(channels, numbers, -2, 2);
  Floats mean = Floats::random(channels, numbers, 99, 101);
  Floats var = Floats::random(channels, numbers, 0.5f, 2);
  Floats y(rows * channels);
  check({"batch norm " + std::to_string(rows) + "x" + std::to_string(channels), lm::OpCode::kBatchNormInference, false,
         {rows, channels, bits(1e-5), static_cast<int64_t>(lm::Activation::kRelu)},
         {x.data(), gamma.data(), beta.data(), mean.data(), var.data(), y.data()}, {&y}},
        [&](const std::string& where) {
          for (int64_t i = 0; i < rows * channels; i++) {
            const int64_t c = i % channels;
            const double centred = static_cast<double>(x[i]) - mean[c];
            requireClose(y[i], std::fmax(gamma[c] * centred / std::sqrt(var[c] + 1e-5) + beta[c], 0), kRounding, where,
                         i);
          }
        });
}

// Value and slope of a loss at an error; the wings with width 0.03, linear zone 0.02, height 0.2, curvature 0.01.
std::pair<double, double> lossAt(lm::Loss loss, double e) {
  const double sign = e > 0 ? 1 : e < 0 ? -1 : 0;
  const double size = std::fabs(e);
  switch (loss) {
    case lm::Loss::kSquared: return {e * e, 2 * e};
    case lm::Loss::kAbsolute: return {size, sign};
    case lm::Loss::kSmoothL1:
      return size < 0.02 ? std::make_pair(e * e / 0.04, e / 0.02) : std::make_pair(size - 0.01, sign);
    case lm::Loss::kWing:
      return size < 0.03 ? std::make_pair(0.03 * std::log(1 + size / 0.01), sign * 0.03 / (0.01 + size))
                         : std::make_pair(size - 0.03 + 0.03 * std::log(4), sign);
    case lm::Loss::kSoftWing:
      return size < 0.02 ? std::make_pair(size, sign)
                         : std::make_pair(0.02 - 0.2 * std::log(3) + 0.2 * std::log(1 + size / 0.01),
                                          sign * 0.2 / (0.01 + size));
    case lm::Loss::kAdaptiveWing: break;
  }
  throw std::invalid_argument("the adaptive wing depends on the target, too");
}

std::vector<int64_t> lossParameters(lm::Loss loss) {
  switch (loss) {
    case lm::Loss::kSmoothL1: return {bits(0.02), 0, 0, 0};
    case lm::Loss::kWing: return {bits(0.03), bits(0.01), 0, 0};
    case lm::Loss::kSoftWing: return {bits(0.02), bits(0.2), bits(0.01), 0};
    default: return {0, 0, 0, 0};
  }
}

void loss(lm::Loss function, int64_t size, bool weighted, Numbers& numbers) {
  Floats prediction = Floats::random(size, numbers, -0.05f, 0.05f);
  Floats target = Floats::random(size, numbers, -0.05f, 0.05f);
  Floats weights = Floats::random(7, numbers, 0, 2);
  std::vector<int64_t> attributes = {size, weighted ? 7 : 0, static_cast<int64_t>(function)};
  for (int64_t parameter : lossParameters(function)) {
    attributes.push_back(parameter);
  }
  attributes.push_back(bits(0.5));
  const auto operands = [&](Floats& out) {
    return weighted ? std::vector<void*>{prediction.data(), target.data(), weights.data(), out.data()}
                    : std::vector<void*>{prediction.data(), target.data(), out.data()};
  };
  const auto weight = [&](int64_t i) { return weighted ? static_cast<double>(weights[i % 7]) : 1.0; };
  const std::string name = "loss " + std::to_string(static_cast<int64_t>(function)) + " of " + std::to_string(size);
  Floats value(1);
  check({name, lm::OpCode::kElementwiseLoss, false, attributes, operands(value), {&value}},
        [&](const std::string& where) {
          double sum = 0;
          for (int64_t i = 0; i < size; i++) {
            sum += weight(i) * lossAt(function, static_cast<double>(prediction[i]) - target[i]).first;
          }
          requireClose(value[0], 0.5 * sum, 1e-6 * sum, where, 0);
        });
  Floats gradient(size);
  check({name + " backward", lm::OpCode::kElementwiseLoss, true, attributes, operands(gradient), {&gradient}},
        [&](const std::string& where) {
          for (int64_t i = 0; i < size; i++) {
            const double e = static_cast<double>(prediction[i]) - target[i];
            requireClose(gradient[i], 0.5 * weight(i) * lossAt(function, e).second, 2e-6, where, i);
          }
        });
}

void gradientNorm(int64_t size, float greatest, Numbers& numbers) {
  Floats first = Floats::random(size, numbers, -1, 1);
  Floats second = Floats::random(5, numbers, -1, 1);
  Floats factor(1);
  check({"gradient norm " + std::to_string(size), lm::OpCode::kGradientNorm, false, {bits(greatest), 2, size, 5},
         {first.data(), second.data(), factor.data()}, {&factor}},
        [&](const std::string& where) {
          double sum = 0;
          for (int64_t i = 0; i < size + 5; i++) {
            const double g = i < size ? first[i] : second[i - size];
            sum += g * g;
          }
          requireClose(factor[0], std::fmin(1, greatest / std::sqrt(sum)), kRounding, where, 0);
        });
}

}  // namespace

int main() {
  Numbers numbers;
  for (int64_t size : kSizes) {
    add(size, numbers);
    blend(size, numbers);
    sgd(size, numbers);
    adam(size, false, numbers);
    adam(size, true, numbers);
    average(size, 0, 0.9, numbers);
    average(size, 26, 0.25, numbers);
    average(size, 1000000, 0.25, numbers);
    gradientNorm(size, 0.5f, numbers);
    gradientNorm(size, 1000, numbers);
    for (lm::Loss function : {lm::Loss::kSquared, lm::Loss::kAbsolute, lm::Loss::kSmoothL1, lm::Loss::kWing,
                              lm::Loss::kSoftWing}) {
      loss(function, size, false, numbers);
      loss(function, size, true, numbers);
    }
  }
  for (int64_t channels : {1, 8, 17, 72}) {
    batchNormInference(1, channels, numbers);
    batchNormInference(401, channels, numbers);
  }
  return 0;
}
