/** JMH benchmarks of single operations: time, bytes and multiply-adds per call. */
@NullMarked
package io.lightmark.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
