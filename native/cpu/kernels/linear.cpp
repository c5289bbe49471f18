// Linear: y = f(x · w + b), one row per image. Batch 1 reads each weight once, so it runs at the speed of the memory the
// weights lie in; see product.cpp for the product and its gradients.
#include "product.h"

namespace LM_NAMESPACE {

// Attributes: images, inputs, outputs, bias, activation.
Made makeLinear(const lm::Step& step, int) {
  const ProductShape shape{step.integer(0), step.integer(1), step.integer(2)};
  const bool bias = step.integer(3) != 0;
  const lm::WeightWatch watch(step, 1);
  if (step.backward) {
    return makeProductGradients(shape,
                                {step.floats(0), step.floats(1), step.floats(2), step.floats(3), step.floats(4),
                                 bias ? step.floats(5) : nullptr},
                                watch);
  }
  const Epilogue epilogue{bias ? step.floats(2) : nullptr, nullptr, step.activation(4)};
  return makeProduct(shape, {step.floats(0), step.floats(1), epilogue, step.floats(bias ? 3 : 2)}, watch);
}

}  // namespace LM_NAMESPACE
