/** Landmarks of moving faces: smoothing over time, a window that follows the face, and figures of jitter and lag. */
@NullMarked
package io.lightmark.track;

import org.jspecify.annotations.NullMarked;
