/** How long single pictures take: wall time with a warm-up, and what exactly is timed. */
@NullMarked
package io.lightmark.cli.timing;

import org.jspecify.annotations.NullMarked;
