// Calls that shall fail: the k-th call from now on of a function, or of any, gives a code instead of doing its work.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "driver_types.h"

namespace lm::stand_in {

class FaultPlan {
 public:
  // The calls k … k + times - 1, counted from 1, of this function ("*": any).
  void add(const std::string& function, uint64_t k, CUresult code, uint64_t times);
  void clear() { rules_.clear(); }

  // Counts a call; the code that it shall give, or success.
  CUresult next(const std::string& function);

 private:
  struct Rule {
    std::string function;
    uint64_t first;
    uint64_t times;
    CUresult code;
    uint64_t seen;
  };

  std::vector<Rule> rules_;
};

}  // namespace lm::stand_in
