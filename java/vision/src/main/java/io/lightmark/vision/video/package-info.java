/** Videos frame by frame through OpenCV: files and cameras as sources, Motion JPEG files as targets. */
@NullMarked
package io.lightmark.vision.video;

import org.jspecify.annotations.NullMarked;
