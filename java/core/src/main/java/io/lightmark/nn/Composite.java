package io.lightmark.nn;

import io.lightmark.tensor.Shape;
import java.util.List;

/** A layer made of other layers, which may depend on the shape that arrives. */
public non-sealed interface Composite extends Layer {
    /** The layers that stand for this one behind an input of the given shape [1,h,w,c]. */
    List<Layer> unfold(Shape input);
}
