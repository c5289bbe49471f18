/** Keypoints in COCO's JSON. */
@NullMarked
package io.lightmark.vision.coco;

import org.jspecify.annotations.NullMarked;
