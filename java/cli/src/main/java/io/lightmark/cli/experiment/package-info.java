/** Experiments: tables of networks and recipes whose runs are trained, judged and timed alike, and compared in one table. */
@NullMarked
package io.lightmark.cli.experiment;

import org.jspecify.annotations.NullMarked;
