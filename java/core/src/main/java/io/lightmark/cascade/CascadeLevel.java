package io.lightmark.cascade;

import io.lightmark.nn.Network;
import io.lightmark.nn.Weights;
import io.lightmark.picture.Preprocessing;

/**
 * One level of a cascade: a trained network and how it looks at a picture.
 *
 * @param network takes pictures [n,h,w,3], gives x₁, y₁, x₂, … [n, 2 · points] in −1 … 1 across its view
 * @param weights its weights
 * @param preprocessing from bytes to its input
 * @param crop where it looks
 */
public record CascadeLevel(Network network, Weights weights, Preprocessing preprocessing, CropPolicy crop) {}
