/** Timing: contenders in interleaved blocks, quantiles, agreement of results, the machine. Knows no network. */
@NullMarked
package io.lightmark.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
