// CropResize against its definition, and against reading outside the source block: the block lies in memory of exactly
// its size, which an address sanitizer watches.
#include <memory>

#include "kernel_check.h"

using namespace lm_test;

namespace {

struct Source {
  std::unique_ptr<uint8_t[]> bytes;
  int64_t size;
};

struct Crop {
  std::string name;
  int64_t height, width, offset;
  std::vector<float> transform;
};

constexpr int64_t kSide = 9;

double pixelAt(const Source& source, const Crop& crop, int64_t row, int64_t column, int64_t channel) {
  const bool inside = row >= 0 && row < crop.height && column >= 0 && column < crop.width;
  return inside ? source.bytes[static_cast<size_t>(crop.offset + (row * crop.width + column) * 3 + channel)] : 0;
}

double place(double x, int64_t size, lm::Border border) {
  const double last = static_cast<double>(size) - 1;
  return border == lm::Border::kReplicate ? std::fmin(std::fmax(x - 0.5, 0), last)
                                          : std::fmin(std::fmax(x - 0.5, -1), last + 1);
}

int samplesFor(double x, double y, int most) {
  const double wanted = std::ceil(std::hypot(x, y) - 1e-4);
  return wanted > 1 ? static_cast<int>(std::fmin(most, wanted)) : 1;
}

double expected(const Source& source, const Crop& crop, int samples, lm::Border border, int64_t row, int64_t column,
                int64_t channel) {
  if (crop.offset < 0 || crop.height < 1 || crop.width < 1 ||
      crop.height > (source.size - crop.offset) / 3 / crop.width) {
    return 0;
  }
  const std::vector<float>& t = crop.transform;
  const int across = samplesFor(t[0], t[3], samples);
  const int down = samplesFor(t[1], t[4], samples);
  double sum = 0;
  for (int s = 0; s < across * down; s++) {
    const double u = static_cast<double>(column) + (s % across + 0.5) / across;
    const double v = static_cast<double>(row) + (s / across + 0.5) / down;
    const double sourceX = static_cast<double>(t[0]) * u + static_cast<double>(t[1]) * v + t[2];
    const double sourceY = static_cast<double>(t[3]) * u + static_cast<double>(t[4]) * v + t[5];
    if (!std::isfinite(sourceX) || !std::isfinite(sourceY)) {
      continue;
    }
    const double x = place(sourceX, crop.width, border);
    const double y = place(sourceY, crop.height, border);
    const int64_t left = static_cast<int64_t>(std::floor(x));
    const int64_t top = static_cast<int64_t>(std::floor(y));
    const double right = x - static_cast<double>(left);
    const double bottom = y - static_cast<double>(top);
    sum += (1 - bottom) * ((1 - right) * pixelAt(source, crop, top, left, channel) +
                           right * pixelAt(source, crop, top, left + 1, channel)) +
           bottom * ((1 - right) * pixelAt(source, crop, top + 1, left, channel) +
                     right * pixelAt(source, crop, top + 1, left + 1, channel));
  }
  return sum / (across * down);
}

void cropResize(const Source& source, const Crop& crop, int samples, lm::Border border) {
  // The picture twice, so that the second image's rows follow the first one's.
  const int32_t one[] = {static_cast<int32_t>(crop.offset), static_cast<int32_t>(crop.offset >> 32),
                         static_cast<int32_t>(crop.height), static_cast<int32_t>(crop.width)};
  int32_t geometry[8];
  std::copy(one, one + 4, geometry);
  std::copy(one, one + 4, geometry + 4);
  std::vector<float> transforms = crop.transform;
  transforms.insert(transforms.end(), crop.transform.begin(), crop.transform.end());
  Floats transform(transforms);
  Floats colour(std::vector<float>{1, 2, -0.5f, 0, 10, -100, 1, 2, -0.5f, 0, 10, -100});
  Floats y(2 * kSide * kSide * 3);
  const std::string name =
      crop.name + " samples " + std::to_string(samples) + (border == lm::Border::kZero ? " zero" : " replicate");
  check({name, lm::OpCode::kCropResize, false,
         {2, kSide, kSide, source.size, samples, static_cast<int64_t>(border)},
         {source.bytes.get(), geometry, transform.data(), colour.data(), y.data()},
         {&y}},
        [&](const std::string& where) {
          for (int64_t i = 0; i < y.size(); i++) {
            const int64_t channel = i % 3;
            const double mean = expected(source, crop, samples, border, i / 3 / kSide % kSide, i / 3 % kSide, channel);
            requireClose(y[i], mean * colour[channel] + colour[3 + channel], 5e-4, where, i);
          }
        });
}

}  // namespace

int main() {
  Numbers numbers;
  Source source{std::make_unique<uint8_t[]>(60000), 60000};
  for (int64_t i = 0; i < source.size; i++) {
    source.bytes[static_cast<size_t>(i)] = static_cast<uint8_t>(numbers.next(0, 256));
  }
  const std::vector<Crop> crops = {
      {"identity", 9, 9, 30, {1, 0, 0, 0, 1, 0}},
      {"to the end of the block", 100, 200, 0, {200 / 9.0f, 0, 0, 0, 100 / 9.0f, 0}},
      {"enlarged beyond the edges", 20, 30, 58200, {0.7f, 0, -3, 0, 0.9f, 15}},
      {"mirrored and shrunk", 50, 60, 7, {-5.3f, 0, 55, 0, 4.2f, 2}},
      {"wider than the row buffer", 2, 10000, 0, {1111.1f, 0, 0, 0, 0.2f, 0}},
      {"pixels further apart than the row buffer", 1, 20000, 0, {60000.0f, 0, -30000, 0, 1, 0}},
      {"rotated", 100, 200, 0, {1.7f, 1.1f, 20, -1.1f, 1.7f, 40}},
      {"rotated over the edges", 10, 10, 59700, {1.2f, 0.8f, -4, -0.8f, 1.2f, 6}},
      {"one pixel", 1, 1, 59997, {0.3f, 0.01f, -1, 0, 0.3f, -1}},
      {"far away", 9, 9, 0, {1, 0, 1e30f, 0, 1, -1e30f}},
      {"far away and rotated", 9, 9, 0, {1, 1e30f, 1e30f, 1, 1, -1e30f}},
      {"not a number", 9, 9, 0, {1, 0, NAN, 0, 1, 0}},
      {"infinite and rotated", 9, 9, 0, {1, 1, INFINITY, 1, 1, 0}},
      {"behind the block", 100, 200, 1, {1, 0, 0, 0, 1, 0}},
      {"before the block", 9, 9, -1, {1, 0, 0, 0, 1, 0}},
      {"size overflows", 2147483647, 2147483647, 0, {1, 0.5f, 0, 0, 1, 0}},
      {"no rows", 0, 9, 0, {1, 0, 0, 0, 1, 0}},
      {"negative width", 9, -9, 0, {1, 0, 0, 0, 1, 0}},
  };
  for (const Crop& crop : crops) {
    for (int samples : {1, 4, 8}) {
      cropResize(source, crop, samples, lm::Border::kZero);
      cropResize(source, crop, samples, lm::Border::kReplicate);
    }
  }
  return 0;
}
