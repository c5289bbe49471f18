// Updates of many parameters by one launch. UpdateTable.java writes a row for each parameter and a piece for each
// block: a network has some hundred parameters, most of them so small that a launch of its own would take longer than
// the work.
#pragma once

#include "elementwise.cuh"

// Elements of a parameter that a block takes.
#define UPDATE_ELEMENTS 4096

// Where RunState.java keeps the step.
#define RUN_STATE_STEP 2

// A block's share: elements of row `row`, from `first`.
struct UpdatePiece {
    int row;
    int first;
};

// What a gradient is multiplied by: 1 where nothing clips it.
LM_DEVICE float clip_factor(const float* clip) { return clip == nullptr ? 1.0f : *clip; }

// Calls body(WidthTag<4>(), first element) for every four elements of the block's piece of a parameter of `elements`
// elements, and body(WidthTag<1>(), element) for those left over.
template <typename Body>
LM_DEVICE void for_piece(const UpdatePiece& piece, int elements, Body body) {
    int count = min(UPDATE_ELEMENTS, elements - piece.first);
    int thread = static_cast<int>(threadIdx.x);
    int threads = static_cast<int>(blockDim.x);
    for (int i = thread; i < count / 4; i += threads) {
        body(WidthTag<4>(), piece.first + 4 * i);
    }
    for (int i = count / 4 * 4 + thread; i < count; i += threads) {
        body(WidthTag<1>(), piece.first + i);
    }
}
