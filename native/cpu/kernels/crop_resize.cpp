// CropResize: cut, resize and normalise pictures; bilinear samples of an affine map, several per output pixel when the
// map shrinks. Semantics: CropResize.java.
//
// Crops without rotation (b = d = 0), the latency path of a cascade, are separable: per output row the few source rows
// it averages are added up with whole vectors of bytes, then each output pixel adds up its few columns, four lanes for
// three channels. That is about taps · (columns of the crop · 3 / lanes + width) multiply-adds per row, from the first-
// level cache; for 256×256 → 48×48 with 4 samples some 25 k + 18 k vector operations. Very wide crops are cut into
// groups of columns that fit the row buffer. Other maps work out the places of all samples of an output pixel in one
// loop of vector code, then blend four source pixels per sample, four lanes for three channels.
//
// Each output pixel is computed alone, in an order that the transform decides: the threads cannot change a bit. A
// picture that does not fit in the source block counts as black; nothing outside the block is read.
#include <cstring>
#include <vector>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "crop_taps.h"
#include "kernels.h"
#include "partition.h"
#include "simd.h"

namespace LM_NAMESPACE {

namespace {

constexpr int64_t kChannels = 3;

// Source columns that the row buffer holds: 24 KiB of floats, which stay in the first-level cache.
constexpr int64_t kMostColumns = 2048;

constexpr int kMostPoints = kMostSamples * kMostSamples;

typedef float Pixel __attribute__((vector_size(16)));
typedef float LoosePixel __attribute__((vector_size(16), aligned(4), may_alias));

Pixel splatPixel(float x) { return x - Pixel{}; }

struct Picture {
  const uint8_t* bytes;
  const uint8_t* end;  // of the source block
  int64_t height;
  int64_t width;
};

// Four bytes as floats.
Pixel loadFourBytes(const uint8_t* p) {
#if defined(__SSE2__)
  int32_t word;
  std::memcpy(&word, p, sizeof word);
  const __m128i zero = _mm_setzero_si128();
  return _mm_cvtepi32_ps(_mm_unpacklo_epi16(_mm_unpacklo_epi8(_mm_cvtsi32_si128(word), zero), zero));
#else
  return Pixel{static_cast<float>(p[0]), static_cast<float>(p[1]), static_cast<float>(p[2]), static_cast<float>(p[3])};
#endif
}

// A source pixel; its fourth lane is arbitrary.
Pixel loadPixel(const Picture& picture, int64_t offset) {
  const uint8_t* p = picture.bytes + offset;
  if (picture.end - p >= 4) {
    return loadFourBytes(p);
  }
  return Pixel{static_cast<float>(p[0]), static_cast<float>(p[1]), static_cast<float>(p[2]), 0};
}

// kLanes bytes as floats.
Vec loadBytes(const uint8_t* p) {
#if LM_SIMD == 2
  // The unmasked forms make some versions of GCC warn of an undefined operand.
  const __m512i wide = _mm512_maskz_cvtepu8_epi32(0xffff, _mm_loadu_si128(reinterpret_cast<const __m128i*>(p)));
  return _mm512_maskz_cvtepi32_ps(0xffff, wide);
#elif LM_SIMD == 1
  return _mm256_cvtepi32_ps(_mm256_cvtepu8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(p))));
#else
  static_assert(sizeof(Vec) == sizeof(Pixel));
  return loadFourBytes(p);
#endif
}

// The taps of all output columns in one table of equal width, padded with weight 0.
class ColumnTable {
 public:
  explicit ColumnTable(int64_t width) : taps_(static_cast<size_t>(width)) {}

  // Columns [begin, end) of the output, their source columns [first, first + count).
  struct Group {
    int64_t begin;
    int64_t end;
    int64_t first;
    int64_t count;
  };

  Taps& at(int64_t column) { return taps_[static_cast<size_t>(column)]; }
  const Taps& at(int64_t column) const { return taps_[static_cast<size_t>(column)]; }

  // The longest group from `begin` on whose source columns fit the buffer; it has at least one column, whose own may
  // not fit.
  Group group(int64_t begin) const {
    int64_t low = INT64_MAX;
    int64_t high = -1;
    int64_t end = begin;
    for (; end < static_cast<int64_t>(taps_.size()); end++) {
      int64_t newLow = low;
      int64_t newHigh = high;
      const Taps& taps = at(end);
      for (int i = 0; i < taps.count; i++) {
        newLow = std::min<int64_t>(newLow, taps.pixel[i]);
        newHigh = std::max<int64_t>(newHigh, taps.pixel[i]);
      }
      if (end > begin && newHigh >= newLow && newHigh - newLow >= kMostColumns) {
        break;
      }
      low = newLow;
      high = newHigh;
    }
    return high < 0 ? Group{begin, end, 0, 0} : Group{begin, end, low, high - low + 1};
  }

 private:
  std::vector<Taps> taps_;
};

// What one thread needs besides the operands.
struct Workspace {
  lm::Buffer row{static_cast<size_t>(kMostColumns * kChannels)};
  ColumnTable columns;

  explicit Workspace(int64_t width) : columns(width) {}
};

// Attributes: n, h, w, source bytes, samples, border. Three channels.
class CropResizeKernel : public lm::Kernel {
 public:
  CropResizeKernel(const lm::Step& step, int threads)
      : n_(step.integer(0)),
        h_(step.integer(1)),
        w_(step.integer(2)),
        sourceBytes_(step.integer(3)),
        samples_(static_cast<int>(step.integer(4))),
        border_(static_cast<lm::Border>(step.integer(5))),
        source_(static_cast<const uint8_t*>(step.operands.at(0))),
        geometry_(static_cast<const int32_t*>(step.operands.at(1))),
        transform_(step.floats(2)),
        colour_(step.floats(3)),
        y_(step.floats(4)) {
    for (int i = 0; i < threads; i++) {
      workspaces_.emplace_back(w_);
    }
  }

  void run(lm::ThreadPool& pool) override {
    // Bands of rows only when there are too few images for the threads: each band sets up its columns again.
    const int64_t bands = taskCount(h_, std::max<int64_t>(8, h_ * n_ / (4 * pool.threads())), pool.threads());
    pool.run(n_ * bands, [&](int64_t task, int thread) {
      part(task / bands, piece(h_, bands, task % bands), workspaces_[static_cast<size_t>(thread)]);
    });
  }

 private:
  // How one image is mapped and coloured.
  struct Map {
    double a, b, c, d, e, f;
    int across;
    int down;
    Pixel gain;
    Pixel bias;
  };

  void part(int64_t image, Range rows, Workspace& workspace) {
    const Map map = mapOf(image);
    float* y = y_ + image * h_ * w_ * kChannels;
    Picture picture;
    if (!pictureOf(image, picture)) {
      for (int64_t i = rows.begin * w_; i < rows.end * w_; i++) {
        put(y, i, true, map, Pixel{});
      }
    } else if (map.b == 0 && map.d == 0) {
      separable(picture, map, rows, y, workspace);
    } else {
      general(picture, map, rows, y);
    }
  }

  Map mapOf(int64_t image) const {
    const float* t = transform_ + 6 * image;
    const float* k = colour_ + 6 * image;
    Map map{t[0], t[1], t[2], t[3], t[4], t[5], 0, 0, {k[0], k[1], k[2], 0}, {k[3], k[4], k[5], 0}};
    map.across = samplesFor(map.a, map.d, samples_);
    map.down = samplesFor(map.b, map.e, samples_);
    return map;
  }

  // False if the picture does not lie in the source block.
  bool pictureOf(int64_t image, Picture& picture) const {
    const int32_t* g = geometry_ + 4 * image;
    const int64_t offset =
        static_cast<int64_t>(static_cast<uint32_t>(g[0]) | static_cast<uint64_t>(static_cast<uint32_t>(g[1])) << 32);
    picture = {source_, source_ + sourceBytes_, g[2], g[3]};
    if (offset < 0 || offset > sourceBytes_ || picture.height < 1 || picture.width < 1 ||
        picture.height * picture.width > (sourceBytes_ - offset) / kChannels) {
      return false;
    }
    picture.bytes += offset;
    return true;
  }

  // Writes an output pixel. All but the last of a row may spill into the next one, which is written later.
  void put(float* y, int64_t index, bool last, const Map& map, Pixel value) const {
    const Pixel result = value * map.gain + map.bias;
    float* out = y + index * kChannels;
    if (last) {
      for (int c = 0; c < kChannels; c++) {
        out[c] = result[c];
      }
    } else {
      *reinterpret_cast<LoosePixel*>(out) = result;
    }
  }

  void separable(const Picture& picture, const Map& map, Range rows, float* y, Workspace& workspace) {
    const Axis across(picture.width, border_);
    const Axis down(picture.height, border_);
    ColumnTable& columns = workspace.columns;
    for (int64_t column = 0; column < w_; column++) {
      columns.at(column) = tapsAt(column, map.across, map.a, map.c, across);
    }
    for (int64_t begin = 0; begin < w_;) {
      const ColumnTable::Group group = columns.group(begin);
      for (int64_t row = rows.begin; row < rows.end; row++) {
        const Taps taps = tapsAt(row, map.down, map.e, map.f, down);
        if (group.count <= kMostColumns) {
          addRows(picture, taps, group, workspace.row.data());
          for (int64_t column = group.begin; column < group.end; column++) {
            const Pixel value = addColumns(workspace.row.data() - group.first * kChannels, columns.at(column));
            put(y, row * w_ + column, column + 1 == w_, map, value);
          }
        } else {
          put(y, row * w_ + begin, begin + 1 == w_, map, addSparse(picture, taps, columns.at(begin)));
        }
      }
      begin = group.end;
    }
  }

  // out = Σ over taps of weight · source row, for the columns of a group.
  void addRows(const Picture& picture, const Taps& taps, const ColumnTable::Group& group, float* out) const {
    const uint8_t* rows[kMostTaps];
    for (int t = 0; t < taps.count; t++) {
      rows[t] = picture.bytes + (taps.pixel[t] * picture.width + group.first) * kChannels;
    }
    const int64_t count = group.count * kChannels;
    int64_t i = 0;
    for (; i + 2 * kLanes <= count; i += 2 * kLanes) {
      Vec sum[2] = {};
      for (int t = 0; t < taps.count; t++) {
        sum[0] += loadBytes(rows[t] + i) * taps.weight[t];
        sum[1] += loadBytes(rows[t] + i + kLanes) * taps.weight[t];
      }
      store(out + i, sum[0]);
      store(out + i + kLanes, sum[1]);
    }
    for (; i < count; i++) {
      float sum = 0;
      for (int t = 0; t < taps.count; t++) {
        sum += static_cast<float>(rows[t][i]) * taps.weight[t];
      }
      out[i] = sum;
    }
  }

  // Σ over taps of weight · pixel; `row` is where source column 0 would lie.
  static Pixel addColumns(const float* row, const Taps& taps) {
    Pixel sum = {};
    for (int t = 0; t < taps.count; t++) {
      sum += *reinterpret_cast<const LoosePixel*>(row + taps.pixel[t] * kChannels) * splatPixel(taps.weight[t]);
    }
    return sum;
  }

  // One output pixel from all its source pixels: for columns too far apart for the row buffer.
  static Pixel addSparse(const Picture& picture, const Taps& rows, const Taps& columns) {
    Pixel sum = {};
    for (int r = 0; r < rows.count; r++) {
      for (int c = 0; c < columns.count; c++) {
        const int64_t offset = (rows.pixel[r] * picture.width + columns.pixel[c]) * kChannels;
        sum += loadPixel(picture, offset) * splatPixel(rows.weight[r] * columns.weight[c]);
      }
    }
    return sum;
  }

  void general(const Picture& picture, const Map& map, Range rows, float* y) const {
    const Axis horizontal(picture.width, border_);
    const Axis vertical(picture.height, border_);
    const int samples = map.across * map.down;
    double u[kMostPoints];
    double v[kMostPoints];
    for (int s = 0; s < samples; s++) {
      u[s] = sampleOffset(s % map.across, map.across);
      v[s] = sampleOffset(s / map.across, map.down);
    }
    const float part = 1.0f / static_cast<float>(samples);
    Pair xs[kMostPoints];
    Pair ys[kMostPoints];
    for (int64_t row = rows.begin; row < rows.end; row++) {
      for (int64_t column = 0; column < w_; column++) {
        for (int s = 0; s < samples; s++) {
          const double across = static_cast<double>(column) + u[s];
          const double down = static_cast<double>(row) + v[s];
          xs[s] = horizontal.at(map.a * across + map.b * down + map.c);
          ys[s] = vertical.at(map.d * across + map.e * down + map.f);
        }
        Pixel sum = {};
        for (int s = 0; s < samples; s++) {
          sum += bilinear(picture, xs[s], ys[s]);
        }
        put(y, row * w_ + column, column + 1 == w_, map, sum * splatPixel(part));
      }
    }
  }

  // A sample without a share on one axis counts as 0, as the products do by themselves.
  static Pixel bilinear(const Picture& picture, const Pair& x, const Pair& y) {
    const int64_t left = x.first * kChannels;
    const int64_t right = x.second * kChannels;
    const int64_t top = y.first * picture.width * kChannels;
    const int64_t bottom = y.second * picture.width * kChannels;
    const Pixel upper = loadPixel(picture, top + left) * splatPixel(x.firstShare) +
                        loadPixel(picture, top + right) * splatPixel(x.secondShare);
    const Pixel lower = loadPixel(picture, bottom + left) * splatPixel(x.firstShare) +
                        loadPixel(picture, bottom + right) * splatPixel(x.secondShare);
    return upper * splatPixel(y.firstShare) + lower * splatPixel(y.secondShare);
  }

  int64_t n_;
  int64_t h_;
  int64_t w_;
  int64_t sourceBytes_;
  int samples_;
  lm::Border border_;
  const uint8_t* source_;
  const int32_t* geometry_;
  const float* transform_;
  const float* colour_;
  float* y_;
  std::vector<Workspace> workspaces_;
};

}  // namespace

Made makeCropResize(const lm::Step& step, int threads) { return std::make_unique<CropResizeKernel>(step, threads); }

}  // namespace LM_NAMESPACE
