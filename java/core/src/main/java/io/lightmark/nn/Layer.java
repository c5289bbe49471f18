package io.lightmark.nn;

/**
 * A piece of a network's description. Layers are immutable records without data; a {@link Network} is a list of them.
 * Primitive layers become one operation; composite ones unfold into others.
 */
public sealed interface Layer permits PrimitiveLayer, Composite, Residual {}
