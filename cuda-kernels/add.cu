// Elementwise sum, y = a + b.
//
// add_forward: a, b, y [elements]; 12 bytes and 1 operation per element; bound by memory. Four elements per thread and
// load, so that each request moves 16 bytes; the last `elements % 4` are taken one by one. Deterministic.
#include "vector.cuh"

LM_KERNEL(add_forward, 256, (const float* __restrict__ a, const float* __restrict__ b, float* __restrict__ y, int elements)) {
    int vectors = elements / 4;
    for (int i = global_thread(); i < vectors; i += global_threads()) {
        float4 left = load4(a + 4 * i);
        float4 right = load4(b + 4 * i);
        store4(y + 4 * i, make_float4(left.x + right.x, left.y + right.y, left.z + right.z, left.w + right.w));
    }
    int i = 4 * vectors + global_thread();
    if (i < elements) {
        y[i] = a[i] + b[i];
    }
}
