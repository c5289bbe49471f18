/** Figures as rows, files and tables. */
@NullMarked
package io.lightmark.benchmarks.report;

import org.jspecify.annotations.NullMarked;
