package io.lightmark.augment;

import io.lightmark.backend.Backend;
import io.lightmark.data.AnnotatedPicture;
import io.lightmark.data.MemoryPictureSet;
import io.lightmark.data.PictureSet;
import io.lightmark.data.Split;
import io.lightmark.device.Devices;
import io.lightmark.op.CropResize;
import io.lightmark.picture.Frame;
import io.lightmark.picture.FrameView;
import io.lightmark.picture.Normalization;
import io.lightmark.picture.Preprocessing;
import io.lightmark.picture.View;
import io.lightmark.tensor.Shape;
import io.lightmark.train.PictureSource;
import io.lightmark.train.SamplePreview;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One picture as training sees it under several keys, all of it, at its own size.
 *
 * @param pixels per key the bytes that are left of it [h,w,3], not rounded
 * @param targets per key the landmarks in pixels of the input
 */
record Looked(List<double[]> pixels, List<float[]> targets) {
    /** Not −1 … 1, so that a distortion that mistakes values for bytes shows. */
    private static final Normalization NORMALIZATION = new Normalization(1 / 64f, -0.5f);

    /** Looks at a picture of the given width whose landmarks are in pixels. */
    static Looked at(String device, byte[] bgr, int width, float[] landmarks, Augmentation recipe, long... keys) {
        int height = bgr.length / 3 / width;
        AnnotatedPicture picture = new AnnotatedPicture("picture", Split.TRAIN, width, height, bgr, landmarks);
        Shape image = Shape.of(1, height, width, 3);
        try (PictureSet set = new MemoryPictureSet(List.of(picture), landmarks.length / 2);
                Backend backend = Devices.open(device, 2).backend();
                SamplePreview preview =
                        SamplePreview.open(backend, source(set, recipe, image), image, landmarks.length, keys.length)) {
            preview.prepare(new int[keys.length], keys);
            List<double[]> pixels = new ArrayList<>();
            List<float[]> targets = new ArrayList<>();
            for (int slot = 0; slot < keys.length; slot++) {
                pixels.add(bytes(preview.pixels(slot)));
                targets.add(places(preview.target(slot), width, height));
            }
            return new Looked(pixels, targets);
        }
    }

    /** Without landmarks that matter. */
    static Looked at(String device, byte[] bgr, int width, Augmentation recipe, long... keys) {
        return at(device, bgr, width, new float[] {0, 0, 1, 0, 0, 1, 1, 1, 2, 2}, recipe, keys);
    }

    /** Keys that have nothing in common. */
    static long[] keys(int count) {
        long[] keys = new long[count];
        Arrays.setAll(keys, i -> io.lightmark.op.CounterRandom.bits(7, i));
        return keys;
    }

    private static PictureSource source(PictureSet set, Augmentation recipe, Shape image) {
        return new PictureSource(
                List.of(new PictureSource.Sample(set, 0)),
                (i, key) -> new FrameView(Frame.whole(set.width(0), set.height(0)), View.Quality.GOOD),
                recipe,
                new Preprocessing(NORMALIZATION, 1, CropResize.Border.ZERO),
                image,
                "whole");
    }

    private static double[] bytes(float[] values) {
        double[] bytes = new double[values.length];
        Arrays.setAll(bytes, i -> (values[i] - NORMALIZATION.bias()) / NORMALIZATION.gain());
        return bytes;
    }

    private static float[] places(float[] target, int width, int height) {
        float[] places = target.clone();
        for (int i = 0; i < places.length; i++) {
            int size = i % 2 == 0 ? width : height;
            places[i] = (places[i] + 1) * size / 2 - 0.5f;
        }
        return places;
    }
}
