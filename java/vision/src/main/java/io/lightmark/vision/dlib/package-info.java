/** The XML of dlib's imglab. */
@NullMarked
package io.lightmark.vision.dlib;

import org.jspecify.annotations.NullMarked;
