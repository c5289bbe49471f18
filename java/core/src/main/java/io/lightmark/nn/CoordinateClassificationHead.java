package io.lightmark.nn;

import io.lightmark.op.Window;
import io.lightmark.tensor.Shape;
import java.util.List;

/**
 * Coordinates as classes: a map [n,h,w,c] to [n,2·points]. A 1×1 convolution makes one map per landmark; each map,
 * flattened, gives the logits of both coordinates through one linear layer that all landmarks share; the coordinates are
 * their expectations. Source: Li et al., "SimCC", arXiv:2107.03332, section 3.2, which takes the likeliest class instead.
 *
 * @param name prefix of {@code .maps}, {@code .flatten}, {@code .bins} and {@code .expectation}
 * @param points landmarks
 * @param bins classes per coordinate
 * @param reach the classes cover [−reach, reach]
 */
public record CoordinateClassificationHead(String name, int points, int bins, float reach) implements Composite {
    private static final Window POINT = Window.same(1, 1);

    @Override
    public List<Layer> unfold(Shape input) {
        return List.of(
                new Convolution(name + ".maps", points, POINT, true),
                new ChannelFlattening(name + ".flatten"),
                new Convolution(name + ".bins", 2 * bins, POINT, true),
                new CoordinateExpectation(name + ".expectation", reach));
    }
}
