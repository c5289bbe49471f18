// A pointwise activation, y = f(x), and its gradient, grad.x = grad.y · f'(x).
//
// activate_forward: x, y [elements]; 8 bytes and up to 6 operations per element. activate_backward: x, grad.y, grad.x
// [elements]; 12 bytes per element; the slope is worked out again from x, which is cheaper than storing it. Both are
// bound by memory: four elements per thread and request. Deterministic; a NaN stays one.
#include "activation.cuh"
#include "elementwise.cuh"

LM_KERNEL(activate_forward, 256, (const float* __restrict__ x, float* __restrict__ y, int elements, int activation)) {
    with_activation(activation, [=](auto function) {
        for_packs(elements, [=](auto width, int i) {
            constexpr int kWidth = decltype(width)::value;
            auto pack = load_pack<kWidth>(x + i);
            for (int k = 0; k < kWidth; k++) {
                pack.at[k] = activate(decltype(function)::value, pack.at[k]);
            }
            store_pack(y + i, pack);
        });
    });
}

LM_KERNEL(activate_backward, 256,
          (const float* __restrict__ x, const float* __restrict__ grad_y, float* __restrict__ grad_x, int elements,
           int activation)) {
    with_activation(activation, [=](auto function) {
        for_packs(elements, [=](auto width, int i) {
            constexpr int kWidth = decltype(width)::value;
            auto inputs = load_pack<kWidth>(x + i);
            auto gradients = load_pack<kWidth>(grad_y + i);
            for (int k = 0; k < kWidth; k++) {
                gradients.at[k] *= activation_derivative(decltype(function)::value, inputs.at[k]);
            }
            store_pack(grad_x + i, gradients);
        });
    });
}
