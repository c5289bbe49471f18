package io.lightmark.vision.dlib;

import io.lightmark.vision.annotation.Box;
import java.util.Map;

/**
 * A {@code box} of an {@code image}.
 *
 * @param picture the image's file
 * @param line where the box begins
 * @param box in pixels
 * @param ignored whether it says {@code ignore='1'}
 * @param parts x and y by the part's name
 */
record XmlFace(String picture, int line, Box box, boolean ignored, Map<String, float[]> parts) {}
