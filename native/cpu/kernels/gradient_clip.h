// What an update multiplies its gradient by.
#pragma once

#include "../kernel.h"

namespace LM_NAMESPACE {

// The operand `factor` of an update, or 1 for an update without.
class GradientClip {
 public:
  // The attribute says whether the update is clipped, the operand is the factor.
  GradientClip(const lm::Step& step, size_t attribute, size_t operand)
      : factor_(step.integer(attribute) == 1 ? step.floats(operand) : nullptr) {}

  float factor() const { return factor_ == nullptr ? 1.0f : *factor_; }

 private:
  const float* factor_;
};

}  // namespace LM_NAMESPACE
