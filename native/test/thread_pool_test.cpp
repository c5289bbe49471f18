// The thread pool: every task of every run is done exactly once before run() returns, with more threads than cores, with
// fewer tasks than threads, and in runs that follow each other as fast as they can.
#include <cstdio>
#include <vector>

#include "../cpu/thread_pool.h"

int main() {
  int failures = 0;
  for (int threads : {1, 2, 3, 8}) {
    lm::ThreadPool pool(threads);
    if (pool.threads() != threads) {
      std::printf("threads %d: the pool says %d\n", threads, pool.threads());
      failures++;
    }
    for (int round = 0; round < 3000; round++) {
      const int64_t tasks = round % 17;
      std::vector<int> done(static_cast<size_t>(tasks), 0);  // plain ints: a race shows under the sanitizers
      pool.run(tasks, [&](int64_t task, int thread) {
        done[static_cast<size_t>(task)] += thread >= 0 && thread < threads ? 1 : 100;
      });
      for (int64_t task = 0; task < tasks; task++) {
        if (done[static_cast<size_t>(task)] != 1) {
          std::printf("threads %d, round %d: task %d ran %d times\n", threads, round, static_cast<int>(task),
                      done[static_cast<size_t>(task)]);
          failures++;
        }
      }
    }
  }
  std::printf("%d failures\n", failures);
  return failures == 0 ? 0 : 1;
}
