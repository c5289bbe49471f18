package io.lightmark.track;

import io.lightmark.cascade.CropPolicy;
import java.util.Optional;

/**
 * How a face is followed.
 *
 * @param smoothing of the landmarks; empty for none
 * @param follow where a model of one level looks once it has found landmarks; empty: it looks at the whole frame every
 *     time. Models of more levels follow with their own crops
 * @param checkEvery frames between two looks at the whole frame that check the track; 0 for none
 * @param tolerance the track is lost when such a look finds landmarks that are further away than this share of the
 *     followed window's side, in the mean
 */
public record TrackerOptions(
        Optional<OneEuro> smoothing, Optional<CropPolicy> follow, int checkEvery, double tolerance) {
    /** Smoothed, models of one level look at the whole frame, checked once a second at 30 frames per second. */
    public static final TrackerOptions DEFAULT =
            new TrackerOptions(Optional.of(OneEuro.DEFAULT), Optional.empty(), 30, 0.25);

    public TrackerOptions {
        if (checkEvery < 0 || !(tolerance > 0)) {
            throw new IllegalArgumentException("Expected at least 0 frames between checks and a positive tolerance,"
                    + " received " + checkEvery + " and " + tolerance + ". Fix: use 30 and 0.25.");
        }
    }

    public TrackerOptions withSmoothing(Optional<OneEuro> newSmoothing) {
        return new TrackerOptions(newSmoothing, follow, checkEvery, tolerance);
    }

    public TrackerOptions withFollow(CropPolicy crop) {
        return new TrackerOptions(smoothing, Optional.of(crop), checkEvery, tolerance);
    }
}
