#include "plan.h"

#include <cstring>
#include <stdexcept>

namespace lm {

namespace {

// Bytes that belong to no value hold this; as floats it is a NaN.
constexpr unsigned char kFill = 0xff;

// Reads the encoded program word by word and refuses to run past its end.
class Words {
 public:
  Words(const int64_t* words, int64_t count) : next_(words), end_(words + count) {}

  int64_t take() {
    if (next_ == end_) {
      throw std::invalid_argument("the encoded program ends early");
    }
    return *next_++;
  }

  int64_t takeCount() {
    int64_t count = take();
    if (count < 0 || count > end_ - next_) {
      throw std::invalid_argument("the encoded program has a bad count");
    }
    return count;
  }

 private:
  const int64_t* next_;
  const int64_t* end_;
};

struct EncodedStep {
  Step step;
  std::vector<int64_t> ids;
};

// Which operands a step writes is known to the kernels' contract, not to the encoding; a value counts as constant when
// it is persistent or host-visible and no update or normalisation step, the only writers of such values, names it.
bool writesPersistent(OpCode op) {
  switch (op) {
    case OpCode::kSgdUpdate:
    case OpCode::kAdamUpdate:
    case OpCode::kRmspropUpdate:
    case OpCode::kMovingAverage:
    case OpCode::kBatchNorm: return true;
    default: return false;
  }
}

}  // namespace

Plan::Plan(ThreadPool& pool, KernelFactory factory, const int64_t* program, int64_t words, void* host,
           int64_t hostBytes, int64_t arenaBytes)
    : pool_(pool),
      host_(static_cast<char*>(host)),
      hostBytes_(hostBytes),
      arenaBytes_(arenaBytes),
      arena_(static_cast<size_t>(arenaBytes / 4)) {
  Words in(program, words);
  if (in.take() != kProgramMagic) {
    throw std::invalid_argument("not an encoded program");
  }
  int64_t valueCount = in.takeCount();
  int64_t stepCount = in.takeCount();
  for (int64_t i = 0; i < valueCount; i++) {
    Place place{in.take() == 1, in.take(), in.take(), in.take() == 1};
    int64_t limit = place.host ? hostBytes_ : arenaBytes_;
    if (place.offset < 0 || place.bytes < 0 || place.offset > limit - place.bytes) {
      throw std::invalid_argument("a value lies outside its memory");
    }
    places_.push_back(place);
  }
  std::vector<EncodedStep> steps;
  std::vector<bool> written(places_.size(), false);
  for (int64_t i = 0; i < stepCount; i++) {
    EncodedStep encoded;
    encoded.step.op = static_cast<OpCode>(in.take());
    encoded.step.backward = in.take() == 1;
    encoded.step.hostWrites = &hostWrites_;
    for (int64_t n = in.takeCount(); n > 0; n--) {
      encoded.step.attributes.push_back(in.take());
    }
    for (int64_t n = in.takeCount(); n > 0; n--) {
      int64_t id = in.take();
      if (id >= static_cast<int64_t>(places_.size())) {
        throw std::invalid_argument("a step names a value that does not exist");
      }
      encoded.ids.push_back(id);
      encoded.step.operands.push_back(id < 0 ? nullptr : address(places_[static_cast<size_t>(id)]));
      if (id >= 0 && writesPersistent(encoded.step.op)) {
        written[static_cast<size_t>(id)] = true;
      }
    }
    steps.push_back(std::move(encoded));
  }
  std::memset(arena_.data(), 0, static_cast<size_t>(arenaBytes_));
  std::vector<bool> inUse = covered();
  for (size_t i = 0; i < inUse.size(); i++) {
    if (!inUse[i]) {
      std::memset(reinterpret_cast<char*>(arena_.data()) + i * 4, kFill, 4);
    }
  }
  for (EncodedStep& encoded : steps) {
    for (int64_t id : encoded.ids) {
      const bool settled = id >= 0 && places_[static_cast<size_t>(id)].persistent &&
                           !places_[static_cast<size_t>(id)].host && !written[static_cast<size_t>(id)];
      encoded.step.constant.push_back(settled);
    }
    kernels_.push_back(factory(encoded.step, pool_.threads()));
  }
}

void Plan::run() {
  std::lock_guard<std::mutex> lock(pool_.ownership());
  for (const std::unique_ptr<Kernel>& kernel : kernels_) {
    kernel->run(pool_);
  }
}

void Plan::write(int64_t offset, const float* data, int64_t count) {
  checkRange(offset, count);
  std::memcpy(reinterpret_cast<char*>(arena_.data()) + offset, data, static_cast<size_t>(count) * sizeof(float));
  hostWrites_++;
}

void Plan::read(int64_t offset, float* data, int64_t count) const {
  checkRange(offset, count);
  std::memcpy(data, reinterpret_cast<const char*>(arena_.data()) + offset, static_cast<size_t>(count) * sizeof(float));
}

void Plan::checkRange(int64_t offset, int64_t count) const {
  if (offset < 0 || count < 0 || count > arenaBytes_ / 4 || offset > arenaBytes_ - count * 4) {
    throw std::invalid_argument("a copy lies outside the arena");
  }
}

char* Plan::address(const Place& place) const {
  return (place.host ? host_ : reinterpret_cast<char*>(arena_.data())) + place.offset;
}

// Per four bytes of the arena: whether a value lies there.
std::vector<bool> Plan::covered() const {
  std::vector<bool> inUse(static_cast<size_t>(arenaBytes_ / 4), false);
  for (const Place& place : places_) {
    if (place.host) {
      continue;
    }
    for (int64_t i = place.offset / 4; i < (place.offset + place.bytes + 3) / 4; i++) {
      inUse[static_cast<size_t>(i)] = true;
    }
  }
  return inUse;
}

int64_t Plan::damagedGuard() const {
  std::vector<bool> inUse = covered();
  const unsigned char* bytes = reinterpret_cast<const unsigned char*>(arena_.data());
  for (size_t i = 0; i < inUse.size() * 4; i++) {
    if (!inUse[i / 4] && bytes[i] != kFill) {
      return static_cast<int64_t>(i);
    }
  }
  return -1;
}

void Plan::poison() {
  for (const Place& place : places_) {
    if (!place.host && !place.persistent) {
      std::memset(address(place), kFill, static_cast<size_t>(place.bytes));
    }
  }
}

}  // namespace lm
