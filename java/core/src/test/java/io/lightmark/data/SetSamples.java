package io.lightmark.data;

import io.lightmark.op.CounterRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

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

    /** The same pictures with no, one, two, no, … attributes. */
    static List<AnnotatedPicture> described(int count, int points, long seed) {
        List<Set<String>> attributes = List.of(Set.of(), Set.of("blur"), Set.of("make-up", "pose"));
        List<AnnotatedPicture> described = new ArrayList<>();
        for (AnnotatedPicture each : pictures(count, points, seed)) {
            described.add(new AnnotatedPicture(
                    each.name(),
                    each.split(),
                    each.width(),
                    each.height(),
                    each.bgr(),
                    each.landmarks(),
                    attributes.get(described.size() % 3)));
        }
        return described;
    }

    static MemoryPictureSet memory(int count, int points, long seed) {
        return new MemoryPictureSet(pictures(count, points, seed), points);
    }
}
