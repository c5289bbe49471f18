package io.lightmark.cascade;

import io.lightmark.picture.View;

/**
 * A square around all landmarks: centred on their bounding box, its side the longer side of that box with a margin all
 * around. Unlike the distance of two points, the spread does not collapse when a face turns.
 *
 * @param margin added on each side, as a share of the box's longer side
 */
public record SpreadCrop(double margin) implements CropPolicy {
    static final String NAME = "spread";

    public SpreadCrop {
        if (!(margin >= 0) || !Double.isFinite(margin)) {
            throw new IllegalArgumentException(
                    "Expected a margin of at least 0, received " + margin + ". Fix: use 0.5.");
        }
    }

    @Override
    public View view(float[] points, int width, int height) {
        return SquareWindow.around(points, margin, 0, width, height);
    }

    @Override
    public int landmarks() {
        return 2;
    }

    @Override
    public String text() {
        return NAME + " " + margin;
    }
}
