package io.lightmark.track;

import io.lightmark.cascade.Prediction;

/**
 * The landmarks of one frame.
 *
 * @param prediction what the levels said that looked at this frame: all of them where the track began, else all but the
 *     first
 * @param points smoothed landmarks x₁, y₁, x₂, … in pixels of the frame
 * @param begun whether the track began here, because there was none, or the one before was lost
 */
public record Tracked(Prediction prediction, float[] points, boolean begun) {
    /** The landmarks as they were predicted. */
    public float[] raw() {
        return prediction.points();
    }
}
