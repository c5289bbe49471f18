package io.lightmark.vision.celeba;

import io.lightmark.data.Split;
import java.util.Optional;

/**
 * What the lists say about one photo.
 *
 * @param name relative to the picture folder
 * @param line of the landmark list, counted from 1
 * @param landmarks x₁, y₁, x₂, … in pixels of the stored photo
 * @param split TRAIN where there is no partition list
 * @param box the face box, where there is one
 */
public record Photo(String name, int line, float[] landmarks, Split split, Optional<Box> box) {}
