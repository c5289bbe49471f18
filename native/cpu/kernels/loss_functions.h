// The functions of LossFunction.java with their derivatives, in double: one class each, made of its parameters.
#pragma once

#include <array>
#include <cmath>

#include "../encoding.h"

namespace LM_NAMESPACE {

// 0 at 0, and a NaN stays one.
inline double sign(double e) { return e > 0 ? 1.0 : e < 0 ? -1.0 : e; }

struct SquaredLoss {
  double value(double e, double) const { return e * e; }
  double slope(double e, double) const { return 2 * e; }
};

struct AbsoluteLoss {
  double value(double e, double) const { return std::fabs(e); }
  double slope(double e, double) const { return sign(e); }
};

struct SmoothL1Loss {
  double delta;
  double value(double e, double) const {
    const double size = std::fabs(e);
    return size < delta ? e * e / (2 * delta) : size - delta / 2;
  }
  double slope(double e, double) const { return std::fabs(e) < delta ? e / delta : sign(e); }
};

struct WingLoss {
  double width;
  double curvature;
  double value(double e, double) const {
    const double size = std::fabs(e);
    return size < width ? width * std::log1p(size / curvature)
                        : width * std::log1p(width / curvature) + (size - width);
  }
  double slope(double e, double) const {
    const double size = std::fabs(e);
    return size < width ? sign(e) * width / (curvature + size) : sign(e);
  }
};

struct SoftWingLoss {
  double linear;
  double height;
  double curvature;
  double value(double e, double) const {
    const double size = std::fabs(e);
    return size < linear ? size : linear + height * std::log1p((size - linear) / (curvature + linear));
  }
  double slope(double e, double) const {
    const double size = std::fabs(e);
    return size < linear ? sign(e) : sign(e) * height / (curvature + size);
  }
};

struct AdaptiveWingLoss {
  double height;
  double threshold;
  double curvature;
  double exponent;
  double value(double e, double target) const {
    const double size = std::fabs(e);
    const double power = exponent - target;
    if (size < threshold) {
      return height * std::log1p(std::pow(size / curvature, power));
    }
    const double raised = std::pow(threshold / curvature, power);
    return height * std::log1p(raised) + tail(power, raised) * (size - threshold);
  }
  double slope(double e, double target) const {
    const double size = std::fabs(e);
    const double power = exponent - target;
    if (size == 0) {
      return 0;
    }
    if (size < threshold) {
      const double raised = std::pow(size / curvature, power);
      return height * power * raised / (e * (1 + raised));
    }
    return sign(e) * tail(power, std::pow(threshold / curvature, power));
  }

 private:
  // The slope from the threshold on.
  double tail(double power, double raised) const { return height * power * raised / (threshold * (1 + raised)); }
};

// Calls body(function) with the function of this kind and these parameters.
template <typename Body>
void withLoss(lm::Loss kind, const std::array<double, 4>& p, Body&& body) {
  switch (kind) {
    case lm::Loss::kSquared: body(SquaredLoss{}); return;
    case lm::Loss::kAbsolute: body(AbsoluteLoss{}); return;
    case lm::Loss::kSmoothL1: body(SmoothL1Loss{p[0]}); return;
    case lm::Loss::kWing: body(WingLoss{p[0], p[1]}); return;
    case lm::Loss::kSoftWing: body(SoftWingLoss{p[0], p[1], p[2]}); return;
    case lm::Loss::kAdaptiveWing: body(AdaptiveWingLoss{p[0], p[1], p[2], p[3]}); return;
  }
}

}  // namespace LM_NAMESPACE
