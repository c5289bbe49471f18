/** Formats that list all faces in one text file, a line each: WFLW, LFW-net (CUHK), MTFL. */
@NullMarked
package io.lightmark.vision.lists;

import org.jspecify.annotations.NullMarked;
