/** Formats with one text file of landmarks for each picture: 300-W's {@code .pts}, FaceSynthetics. */
@NullMarked
package io.lightmark.vision.pointfile;

import org.jspecify.annotations.NullMarked;
