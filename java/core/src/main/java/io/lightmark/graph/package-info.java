/** Lowering: from a network to a program of primitive operations, for training and for inference; memory layout and cost. */
@NullMarked
package io.lightmark.graph;

import org.jspecify.annotations.NullMarked;
