// The loss of landmark distances, scale · Σ over images of 1/length · Σ over points of weight · |prediction - target|,
// and its gradient. An image's length is the distance of two of its true landmarks, at least `least`, or 1 where
// `first` is negative.
//
// point_distance_loss_partials: prediction, target [images,points,2], weights [points] or null to one partial sum per
// block, double [blocks]; elementwise_loss_forward adds them. point_distance_loss_backward: grad.prediction, 0 where the
// points meet. One thread per point: 16 bytes and the two landmarks of the length, which the cache holds for all threads
// of an image, and about 20 operations; bound by the launch for the few thousand points of a batch. Deterministic.
#include "reduce.cuh"

// What the points of a batch share.
struct PointLoss {
    const float* prediction;
    const float* target;
    const float* weights;
    int points;
    int first;
    int second;
    float least;
};

// One point: its error, its distance, and what the distance is multiplied by.
struct PointError {
    float dx;
    float dy;
    float distance;
    float factor;
};

LM_DEVICE float length_of(float dx, float dy) { return sqrtf(fmaf(dx, dx, dy * dy)); }

// The image's length.
LM_DEVICE float image_length(const PointLoss& loss, int image) {
    if (loss.first < 0) {
        return 1.0f;
    }
    const float* target = loss.target + 2 * loss.points * image;
    float length = length_of(target[2 * loss.first] - target[2 * loss.second],
                             target[2 * loss.first + 1] - target[2 * loss.second + 1]);
    return length < loss.least ? loss.least : length;
}

LM_DEVICE PointError point_error(const PointLoss& loss, int i) {
    PointError error;
    error.dx = loss.prediction[2 * i] - loss.target[2 * i];
    error.dy = loss.prediction[2 * i + 1] - loss.target[2 * i + 1];
    error.distance = length_of(error.dx, error.dy);
    float weight = loss.weights == nullptr ? 1.0f : loss.weights[i % loss.points];
    error.factor = weight / image_length(loss, i / loss.points);
    return error;
}

LM_KERNEL(point_distance_loss_partials, 256,
          (const float* __restrict__ prediction, const float* __restrict__ target, const float* __restrict__ weights,
           double* __restrict__ partials, int images, int points, int first, int second, float least)) {
    LM_SHARED(double, sums, 256);
    PointLoss loss = {prediction, target, weights, points, first, second, least};
    double sum = 0.0;
    for (int i = global_thread(); i < images * points; i += global_threads()) {
        PointError error = point_error(loss, i);
        sum += error.factor * error.distance;
    }
    add_columns(sums, sum, 1);
    if (threadIdx.x == 0) {
        partials[blockIdx.x] = sums[0];
    }
}

LM_KERNEL(point_distance_loss_backward, 256,
          (const float* __restrict__ prediction, const float* __restrict__ target, const float* __restrict__ weights,
           float* __restrict__ gradient, int images, int points, int first, int second, float least, float scale)) {
    PointLoss loss = {prediction, target, weights, points, first, second, least};
    for (int i = global_thread(); i < images * points; i += global_threads()) {
        PointError error = point_error(loss, i);
        float slope = error.distance == 0.0f ? 0.0f : scale * error.factor / error.distance;
        gradient[2 * i] = slope * error.dx;
        gradient[2 * i + 1] = slope * error.dy;
    }
}
