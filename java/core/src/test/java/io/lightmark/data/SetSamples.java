package io.lightmark.data;

import io.lightmark.op.CounterRandom;
import java.util.ArrayList;
import java.util.List;

/** Picture sets made of numbers. */
final class SetSamples {
    private SetSamples() {}

    static List<AnnotatedPicture> pictures(int count, int points, long seed) {
        List<AnnotatedPicture> pictures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int width = 1 + (int) (CounterRandom.uniform(seed, 2 * i) * 20);
            int height = 1 + (int) (CounterRandom.uniform(seed, 2 * i + 1) * 20);
            byte[] bgr = new byte[3 * width * height];
            for (int b = 0; b < bgr.length; b++) {
                bgr[b] = (byte) CounterRandom.bits(seed + i, b);
            }
            float[] landmarks = new float[2 * points];
            for (int k = 0; k < landmarks.length; k++) {
                landmarks[k] = CounterRandom.uniform(seed - i, k) * 30 - 3;
            }
            pictures.add(
                    new AnnotatedPicture("ż" + seed + "/" + i, Split.ofCode(i % 3), width, height, bgr, landmarks));
        }
        return pictures;
    }

    static MemoryPictureSet memory(int count, int points, long seed) {
        return new MemoryPictureSet(pictures(count, points, seed), points);
    }
}
