package io.lightmark.picture;

/**
 * The published cascade's view, its integer arithmetic bit for bit: a slice of whole pixels, half sizes {@code (size −
 * 1) / 2} rounded down, coordinates rounded half to even, targets rounded to four decimals. Training labels may be
 * scaled by another size than the slice has, which is the published off-by-one. Source: Yu Tingsong,
 * "cascaded_mobilenet-v2", 2018.
 *
 * @param left first column of the slice
 * @param top first row of the slice
 * @param width columns of the slice
 * @param height rows of the slice
 * @param labelWidth width that training labels are scaled by
 * @param labelHeight height that training labels are scaled by
 * @param quality how the slice came about
 */
public record PublishedView(int left, int top, int width, int height, int labelWidth, int labelHeight, Quality quality)
        implements View {

    /** The whole picture. */
    public static PublishedView whole(int width, int height, Quality quality) {
        return new PublishedView(0, 0, width, height, width, height, quality);
    }

    @Override
    public Frame pixels() {
        return Frame.box(left - 0.5, top - 0.5, left + width - 0.5, top + height - 0.5);
    }

    @Override
    public Frame points() {
        return new Frame(half(width), 0, left + half(width), 0, half(height), top + half(height));
    }

    @Override
    public float[] decode(float[] outputs) {
        float[] landmarks = new float[outputs.length];
        for (int i = 0; i < outputs.length; i += 2) {
            landmarks[i] = (float) (Math.rint(outputs[i] * half(width) + half(width)) + left);
            landmarks[i + 1] = (float) (Math.rint(outputs[i + 1] * half(height) + half(height)) + top);
        }
        return landmarks;
    }

    @Override
    public float[] encode(float[] landmarks) {
        float[] targets = new float[landmarks.length];
        for (int i = 0; i < landmarks.length; i += 2) {
            targets[i] = label(Math.rint(landmarks[i]) - left, half(labelWidth));
            targets[i + 1] = label(Math.rint(landmarks[i + 1]) - top, half(labelHeight));
        }
        return targets;
    }

    private static float label(double pixel, double half) {
        return (float) (Math.rint((pixel - half) / half * 1e4) / 1e4);
    }

    /** Half of a size by integer division; at least 1, where the published arithmetic divides by zero. */
    private static double half(int size) {
        return Math.max(1, (size - 1) / 2);
    }
}
