// The loop of kernels that treat every element alike.
#pragma once

#include "pack.cuh"

// A width known to the compiler.
template <int WIDTH>
struct WidthTag {
    static constexpr int value = WIDTH;
};

// Calls body(WidthTag<4>(), first element) for every four elements and body(WidthTag<1>(), element) for the last
// `elements % 4`. Four elements per thread and request; any grid with at least three threads does.
template <typename Body>
LM_DEVICE void for_packs(int elements, Body body) {
    int packs = elements / 4;
    for (int i = global_thread(); i < packs; i += global_threads()) {
        body(WidthTag<4>(), 4 * i);
    }
    int i = 4 * packs + global_thread();
    if (i < elements) {
        body(WidthTag<1>(), i);
    }
}
