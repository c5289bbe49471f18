// The pointwise non-linearities of io.lightmark.op.Activation, by ordinal, with their derivatives. At a kink the
// derivative is the one from the left.
#pragma once

#include "kernel.cuh"

enum Activation { ACTIVATION_IDENTITY, ACTIVATION_RELU, ACTIVATION_RELU6, ACTIVATION_HSWISH, ACTIVATION_HSIGMOID };

// Comparisons written so that a NaN stays a NaN, unlike fminf and fmaxf.
LM_DEVICE float clamp_below(float x, float low) { return x < low ? low : x; }

LM_DEVICE float clamp_above(float x, float high) { return x > high ? high : x; }

// A product, because a division is ten instructions; the rounded sixth of 6 is 1 all the same.
#define LM_SIXTH (1.0f / 6.0f)

LM_DEVICE float hsigmoid(float x) { return clamp_above(clamp_below(x + 3.0f, 0.0f), 6.0f) * LM_SIXTH; }

LM_DEVICE float activate(int activation, float x) {
    switch (activation) {
        case ACTIVATION_RELU: return clamp_below(x, 0.0f);
        case ACTIVATION_RELU6: return clamp_above(clamp_below(x, 0.0f), 6.0f);
        case ACTIVATION_HSWISH: return x * hsigmoid(x);
        case ACTIVATION_HSIGMOID: return hsigmoid(x);
        default: return x;
    }
}

LM_DEVICE float activation_derivative(int activation, float x) {
    switch (activation) {
        case ACTIVATION_RELU: return x > 0.0f ? 1.0f : 0.0f;
        case ACTIVATION_RELU6: return x > 0.0f && x < 6.0f ? 1.0f : 0.0f;
        case ACTIVATION_HSWISH: return x <= -3.0f ? 0.0f : x >= 3.0f ? 1.0f : (2.0f * x + 3.0f) * LM_SIXTH;
        case ACTIVATION_HSIGMOID: return x > -3.0f && x < 3.0f ? LM_SIXTH : 0.0f;
        default: return 1.0f;
    }
}

// An activation known to the compiler.
template <int ACTIVATION>
struct ActivationTag {
    static constexpr int value = ACTIVATION;
};

// Calls body(ActivationTag<…>()), so that a loop inside the body does not choose the activation at every element.
template <typename Body>
LM_DEVICE void with_activation(int activation, Body body) {
    switch (activation) {
        case ACTIVATION_RELU: body(ActivationTag<ACTIVATION_RELU>()); return;
        case ACTIVATION_RELU6: body(ActivationTag<ACTIVATION_RELU6>()); return;
        case ACTIVATION_HSWISH: body(ActivationTag<ACTIVATION_HSWISH>()); return;
        case ACTIVATION_HSIGMOID: body(ActivationTag<ACTIVATION_HSIGMOID>()); return;
        default: body(ActivationTag<ACTIVATION_IDENTITY>()); return;
    }
}
