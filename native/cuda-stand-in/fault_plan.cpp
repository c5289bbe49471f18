#include "fault_plan.h"

namespace lm::stand_in {

void FaultPlan::add(const std::string& function, uint64_t k, CUresult code, uint64_t times) {
  rules_.push_back(Rule{function, k, times, code, 0});
}

CUresult FaultPlan::next(const std::string& function) {
  CUresult result = CODE_SUCCESS;
  for (Rule& rule : rules_) {
    if (rule.function == "*" || rule.function == function) {
      rule.seen++;
      if (result == CODE_SUCCESS && rule.seen >= rule.first && rule.seen - rule.first < rule.times) {
        result = rule.code;
      }
    }
  }
  return result;
}

}  // namespace lm::stand_in
