/** Landmarks drawn on pictures, single and in sheets. Text is drawn by OpenCV's own strokes, so no fonts are needed. */
@NullMarked
package io.lightmark.vision.draw;

import org.jspecify.annotations.NullMarked;
