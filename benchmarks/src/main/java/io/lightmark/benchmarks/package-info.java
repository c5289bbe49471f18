/** How fast lightmark is, beside its peers, and how that was measured: the harness, its command, its files. */
@NullMarked
package io.lightmark.benchmarks;

import org.jspecify.annotations.NullMarked;
