/** Predictions for photo files: which files, what is said about each, and drawings. */
@NullMarked
package io.lightmark.cli.prediction;

import org.jspecify.annotations.NullMarked;
