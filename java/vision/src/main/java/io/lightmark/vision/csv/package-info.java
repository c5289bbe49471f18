/** Landmarks in comma-separated values. */
@NullMarked
package io.lightmark.vision.csv;

import org.jspecify.annotations.NullMarked;
