package io.lightmark.cascade;

import io.lightmark.picture.View;

/**
 * Where a level looks, given the landmarks of the level before. Never fails: landmarks that give no usable window (not
 * finite, coincident) give the whole picture, windows that miss or dwarf the picture are moved or limited, and the view
 * says so.
 */
public sealed interface CropPolicy permits WholePicture, CompatWhole, NoseEyeCrop, SpreadCrop, UprightCrop, CompatCrop {
    /**
     * The view of one picture.
     *
     * @param points landmarks x₁, y₁, x₂, … of the level before in pixels; first levels ignore them
     */
    View view(float[] points, int width, int height);

    /** Landmarks that the policy needs at least; 0 for a first level's. */
    int landmarks();

    /** One line that names the policy with its numbers; {@link CropPolicies#parse} reads it back. */
    String text();
}
