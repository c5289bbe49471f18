/** Shapes, element types and host tensors. No arithmetic. */
@NullMarked
package io.lightmark.tensor;

import org.jspecify.annotations.NullMarked;
