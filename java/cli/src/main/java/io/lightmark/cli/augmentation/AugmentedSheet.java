package io.lightmark.cli.augmentation;

import io.lightmark.augment.Augmentation;
import io.lightmark.backend.Backend;
import io.lightmark.cascade.CropPolicy;
import io.lightmark.data.PictureSet;
import io.lightmark.landmark.LandmarkLayout;
import io.lightmark.op.CounterRandom;
import io.lightmark.picture.Normalization;
import io.lightmark.picture.Preprocessing;
import io.lightmark.picture.View;
import io.lightmark.tensor.Shape;
import io.lightmark.train.PictureSource;
import io.lightmark.train.SamplePreview;
import io.lightmark.vision.draw.Cell;
import io.lightmark.vision.draw.Ink;
import io.lightmark.vision.draw.Marks;
import io.lightmark.vision.image.Picture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Pictures as a training sees them: each once as it is and then changed by a recipe, with its landmarks.
 *
 * @param recipe random changes
 * @param crop where the network looks
 * @param side width and height of the network's input
 * @param versions changed pictures of each
 * @param seed of everything drawn
 */
public record AugmentedSheet(Augmentation recipe, CropPolicy crop, int side, int versions, long seed) {
    private static final Preprocessing PREPROCESSING = Preprocessing.DEFAULT;

    /** @throws IllegalArgumentException if a part of the recipe cannot be done at this side */
    public AugmentedSheet {
        Shape image = Shape.of(1, side, side, 3);
        recipe.distortions().forEach(part -> part.op(image));
    }

    /** Rows of cells: a picture, then its versions. Pictures are taken at even distances from the set. */
    public List<Cell> cells(Backend backend, PictureSet pictures, int count) {
        List<PictureSource.Sample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            samples.add(new PictureSource.Sample(pictures, (int) ((long) i * pictures.size() / count)));
        }
        boolean flips = LandmarkLayout.of(pictures.points()).isPresent();
        List<Cell> cells = new ArrayList<>();
        try (SamplePreview original = preview(backend, samples, Augmentation.NONE);
                SamplePreview changed = preview(backend, samples, flips ? recipe : recipe.withoutFlip())) {
            for (int i = 0; i < count; i++) {
                cells.add(cell(original, i, 0, pictures.name(samples.get(i).index())));
                for (int version = 0; version < versions; version++) {
                    long key = CounterRandom.key(seed, (long) i * versions + version, 0);
                    cells.add(cell(changed, i, key, ""));
                }
            }
        }
        return cells;
    }

    /** Prepares one picture at a time, so that a sheet needs no more memory than its cells. */
    private SamplePreview preview(Backend backend, List<PictureSource.Sample> samples, Augmentation changes) {
        Shape image = Shape.of(1, side, side, 3);
        PictureSource source = new PictureSource(
                samples, (sample, key) -> view(samples.get(sample)), changes, PREPROCESSING, image, crop.text());
        int targets = 2 * samples.get(0).set().points();
        return SamplePreview.open(backend, source, image, targets, 1);
    }

    private Cell cell(SamplePreview preview, int sample, long key, String caption) {
        preview.prepare(new int[] {sample}, new long[] {key});
        return new Cell(picture(preview.pixels(0)), caption, marks(preview.target(0)));
    }

    private View view(PictureSource.Sample sample) {
        PictureSet set = sample.set();
        return crop.view(set.landmarks(sample.index()), set.width(sample.index()), set.height(sample.index()));
    }

    private Picture picture(float[] values) {
        Normalization normalization = PREPROCESSING.normalization();
        byte[] bgr = new byte[values.length];
        for (int i = 0; i < bgr.length; i++) {
            long level = Math.round((values[i] - normalization.bias()) / (double) normalization.gain());
            bgr[i] = (byte) Math.max(0, Math.min(255, level));
        }
        return new Picture(side, side, bgr);
    }

    /** The landmarks of either half of the face in a colour of their own, so that a wrong flip shows. */
    private List<Marks> marks(float[] target) {
        List<Integer> mirrored = LandmarkLayout.of(target.length / 2)
                .map(LandmarkLayout::mirrored)
                .orElse(List.of());
        List<Marks> marks = new ArrayList<>();
        for (Ink ink : List.of(Ink.TRUTH, Ink.LEFT, Ink.RIGHT)) {
            float[] points = target.clone();
            int kept = 0;
            for (int i = 0; i < target.length / 2; i++) {
                if (ink(i, mirrored) == ink) {
                    points[kept++] = (target[2 * i] + 1) * side / 2 - 0.5f;
                    points[kept++] = (target[2 * i + 1] + 1) * side / 2 - 0.5f;
                }
            }
            marks.add(new Marks(ink, Arrays.copyOf(points, kept)));
        }
        return marks.stream().filter(layer -> layer.points().length > 0).toList();
    }

    /** The first of a pair of mirror images lies left in all known kinds of landmarks. */
    private static Ink ink(int point, List<Integer> mirrored) {
        int image = mirrored.isEmpty() ? point : mirrored.get(point);
        return image == point ? Ink.TRUTH : point < image ? Ink.LEFT : Ink.RIGHT;
    }
}
