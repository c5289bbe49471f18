package io.lightmark.picture;

/**
 * One level's look at one picture: which pixels the network gets, and how its outputs and landmarks are turned into each
 * other.
 */
public sealed interface View permits FrameView, PublishedView {
    /** How a window came about. */
    enum Quality {
        /** As the policy asked. */
        GOOD,
        /** Moved or limited to meet the picture. */
        CLAMPED,
        /** The landmarks gave no usable window; the whole picture is used instead. */
        REPLACED
    }

    /** The pixels that the network sees. */
    Frame pixels();

    /** The map between outputs and landmarks, before any rounding. */
    Frame points();

    /** How the window came about. */
    Quality quality();

    /** Landmarks in pixels of the picture from a network's outputs; not finite where those are not. */
    float[] decode(float[] outputs);

    /** What a network should answer for landmarks in pixels. */
    float[] encode(float[] landmarks);
}
