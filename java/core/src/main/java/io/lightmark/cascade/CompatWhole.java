package io.lightmark.cascade;

import io.lightmark.picture.PublishedView;
import io.lightmark.picture.View;

/** The published first level's view, see {@link PublishedView}. */
public record CompatWhole() implements CropPolicy {
    static final String NAME = "compat-whole";

    @Override
    public View view(float[] points, int width, int height) {
        return PublishedView.whole(width, height, View.Quality.GOOD);
    }

    @Override
    public int landmarks() {
        return 0;
    }

    @Override
    public String text() {
        return NAME;
    }
}
