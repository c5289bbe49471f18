/**
 * Training a network: optimisers, schedules, losses, presets, batches, the loop, checkpoints; clipping, averages of
 * weights, teachers.
 */
@NullMarked
package io.lightmark.train;

import org.jspecify.annotations.NullMarked;
