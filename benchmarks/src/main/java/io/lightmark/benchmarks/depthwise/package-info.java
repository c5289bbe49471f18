/** Depthwise convolutions one by one, against the rate at which the device copies memory. */
@NullMarked
package io.lightmark.benchmarks.depthwise;

import org.jspecify.annotations.NullMarked;
