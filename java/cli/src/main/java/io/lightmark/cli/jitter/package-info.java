/** How much landmarks tremble and lag on generated sequences. */
@NullMarked
package io.lightmark.cli.jitter;

import org.jspecify.annotations.NullMarked;
