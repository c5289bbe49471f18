package io.lightmark.cascade;

import io.lightmark.picture.Frame;
import io.lightmark.picture.FrameView;
import io.lightmark.picture.View;

/** The first level's view: all of the picture, stretched to the network's input. */
public record WholePicture() implements CropPolicy {
    static final String NAME = "whole";

    @Override
    public View view(float[] points, int width, int height) {
        return new FrameView(Frame.whole(width, height), View.Quality.GOOD);
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
