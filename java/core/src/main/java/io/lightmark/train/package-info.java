/** Training a network: optimisers, schedules, presets, batches, the loop, and checkpoints. */
@NullMarked
package io.lightmark.train;

import org.jspecify.annotations.NullMarked;
