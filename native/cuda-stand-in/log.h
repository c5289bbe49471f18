// The last messages of the stand-in, oldest first; the host asks for them by the control command `log`.
#pragma once

#include <string>
#include <vector>

namespace lm::stand_in {

void log(const std::string& message);
std::vector<std::string> logged();
void clearLog();

}  // namespace lm::stand_in
