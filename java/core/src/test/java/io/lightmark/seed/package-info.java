/** The published cascade's own weights against what they must answer; skipped where the files are absent. */
@NullMarked
package io.lightmark.seed;

import org.jspecify.annotations.NullMarked;
