package io.lightmark.nn;

import java.util.List;

/**
 * A shortcut around layers: {@code y = x + body(x)}. The body must keep the shape.
 *
 * @param name names the sum
 * @param body the layers on the way
 */
public record Residual(String name, List<Layer> body) implements Layer {
    public Residual {
        body = List.copyOf(body);
    }
}
