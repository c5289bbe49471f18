package io.lightmark.testing;

import io.lightmark.data.AnnotatedPicture;
import io.lightmark.data.MemoryPictureSet;
import io.lightmark.data.PictureSet;
import io.lightmark.data.Split;
import io.lightmark.op.CounterRandom;
import java.util.ArrayList;
import java.util.List;

/** Generated pictures with five soft spots in the arrangement of a face: eyes blue, nose green, mouth corners red. */
public final class TinyFaces {
    private static final double[][] SHAPE = {{-1, -1}, {1, -1}, {0, 0}, {-0.8, 1}, {0.8, 1}};

    private TinyFaces() {}

    /** A set whose sizes, positions and contents depend on the seed alone. */
    public static PictureSet set(int training, int validation, long seed) {
        List<AnnotatedPicture> pictures = new ArrayList<>();
        for (int i = 0; i < training + validation; i++) {
            pictures.add(picture(i, i < training ? Split.TRAIN : Split.VALIDATION, CounterRandom.key(seed, i, 0)));
        }
        return new MemoryPictureSet(pictures, 5);
    }

    private static AnnotatedPicture picture(int index, Split split, long key) {
        int width = 24 + (int) (9 * CounterRandom.uniform(key, 0));
        int height = 24 + (int) (9 * CounterRandom.uniform(key, 1));
        double size = 3 + 3 * CounterRandom.uniform(key, 2);
        double x = width / 2.0 + 14 * (CounterRandom.uniform(key, 3) - 0.5);
        double y = height / 2.0 + 14 * (CounterRandom.uniform(key, 4) - 0.5);
        float[] landmarks = new float[10];
        for (int p = 0; p < 5; p++) {
            landmarks[2 * p] = (float) (x + size * SHAPE[p][0]);
            landmarks[2 * p + 1] = (float) (y + size * SHAPE[p][1]);
        }
        return new AnnotatedPicture(
                "face" + index, split, width, height, pixels(width, height, landmarks, size), landmarks);
    }

    private static byte[] pixels(int width, int height, float[] landmarks, double size) {
        byte[] bgr = new byte[3 * width * height];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                double[] value = {40, 40, 40};
                for (int p = 0; p < 5; p++) {
                    double distance = Math.hypot(column - landmarks[2 * p], row - landmarks[2 * p + 1]) / (0.4 * size);
                    value[p < 2 ? 0 : p == 2 ? 1 : 2] += 200 * Math.exp(-distance * distance);
                }
                for (int channel = 0; channel < 3; channel++) {
                    bgr[3 * (row * width + column) + channel] = (byte) Math.min(255, value[channel]);
                }
            }
        }
        return bgr;
    }
}
