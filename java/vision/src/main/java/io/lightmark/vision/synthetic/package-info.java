/** Faces drawn from numbers, with exact landmarks: for the demo and for tests. No photo is involved. */
@NullMarked
package io.lightmark.vision.synthetic;

import org.jspecify.annotations.NullMarked;
