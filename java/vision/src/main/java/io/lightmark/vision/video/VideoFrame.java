package io.lightmark.vision.video;

import io.lightmark.vision.image.Picture;

/**
 * One frame of a video.
 *
 * @param number counted from 0
 * @param seconds since the first frame
 * @param picture its pixels
 */
public record VideoFrame(long number, double seconds, Picture picture) {}
