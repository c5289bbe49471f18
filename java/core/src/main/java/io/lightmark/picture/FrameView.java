package io.lightmark.picture;

/** The consistent view: one frame for the pixels and both ways between outputs and landmarks. */
public record FrameView(Frame pixels, Quality quality) implements View {
    @Override
    public Frame points() {
        return pixels;
    }

    @Override
    public float[] decode(float[] outputs) {
        return pixels.toPicture(outputs);
    }

    @Override
    public float[] encode(float[] landmarks) {
        return pixels.toNetwork(landmarks);
    }
}
