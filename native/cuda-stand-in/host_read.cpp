#include "host_read.h"

#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "error.h"

namespace lm::stand_in {

void readHost(void* to, const void* from, size_t bytes, const char* what) {
  // The system copies, and says so when it cannot.
  size_t done = 0;
  while (done < bytes) {
    iovec target{static_cast<char*>(to) + done, bytes - done};
    iovec source{const_cast<char*>(static_cast<const char*>(from)) + done, bytes - done};
    const ssize_t copied = process_vm_readv(getpid(), &target, 1, &source, 1, 0);
    if (copied > 0) {
      done += static_cast<size_t>(copied);
    } else if (copied < 0 && (errno == EPERM || errno == ENOSYS)) {
      std::memcpy(static_cast<char*>(to) + done, static_cast<const char*>(from) + done, bytes - done);
      return;
    } else {
      throw Failure(CODE_INVALID_VALUE, std::string("Expected ") + std::to_string(bytes) +
                                            " readable bytes of host memory for " + what + ", received fewer.");
    }
  }
}

}  // namespace lm::stand_in
