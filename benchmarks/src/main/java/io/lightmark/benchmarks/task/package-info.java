/** The tasks that are timed: what exactly one run does, for us and for the peers. */
@NullMarked
package io.lightmark.benchmarks.task;

import org.jspecify.annotations.NullMarked;
