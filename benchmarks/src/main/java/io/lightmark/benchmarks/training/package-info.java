/** Whole training runs on several devices, side by side. */
@NullMarked
package io.lightmark.benchmarks.training;

import org.jspecify.annotations.NullMarked;
