/** Other runtimes on the same task, each behind one small interface; none is a dependency of the library. */
@NullMarked
package io.lightmark.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
