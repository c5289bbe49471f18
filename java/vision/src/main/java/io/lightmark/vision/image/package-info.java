/** Pictures as bytes in memory: reading, writing and scaling them with OpenCV. No landmarks, no datasets. */
@NullMarked
package io.lightmark.vision.image;

import org.jspecify.annotations.NullMarked;
