package io.lightmark.cascade;

import io.lightmark.backend.Backend;
import io.lightmark.data.PictureSet;
import io.lightmark.picture.Pixels;
import io.lightmark.picture.View;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * A cascade made ready on a device. Plans are built when it is opened; a picture larger than any before makes it rebuild
 * them with a larger source block, after which predicting allocates nothing but its results.
 *
 * <p>Owns native memory: close it, before its backend. Closing twice is harmless, any other use after close is an {@link
 * IllegalStateException}. One thread at a time; for several threads open several predictors, which may share a backend.
 */
public final class CascadePredictor implements AutoCloseable {
    private static final long FIRST_SOURCE_BYTES = 1 << 20;
    private static final long BATCH_SOURCE_BYTES = 256L << 20;

    private final LandmarkCascade cascade;
    private final Backend backend;
    private final int batch;
    private final List<TestTimeAveraging.Look> looks;
    private final List<LevelPlan> plans = new ArrayList<>();
    private long sourceBytes;
    private boolean closed;

    private CascadePredictor(LandmarkCascade cascade, Backend backend, int batch, List<TestTimeAveraging.Look> looks) {
        this.cascade = cascade;
        this.backend = backend;
        this.batch = batch;
        this.looks = looks;
    }

    /** A predictor for one picture at a time. */
    public static CascadePredictor open(LandmarkCascade cascade, Backend backend) {
        return open(cascade, backend, 1);
    }

    /** A predictor that runs up to {@code batch} pictures at once. */
    public static CascadePredictor open(LandmarkCascade cascade, Backend backend, int batch) {
        return open(cascade, backend, batch, TestTimeAveraging.NONE);
    }

    /**
     * A predictor that runs up to {@code batch} pictures at once and looks at each window several times.
     *
     * @throws IllegalArgumentException if the cascade cannot be averaged: its views round as published, or a flip is asked
     *     for and the mirror images of its landmarks are not known
     */
    public static CascadePredictor open(
            LandmarkCascade cascade, Backend backend, int batch, TestTimeAveraging averaging) {
        if (batch < 1) {
            throw new IllegalArgumentException("Expected a batch of at least 1, received " + batch + ". Fix: use 1.");
        }
        CascadePredictor predictor = new CascadePredictor(cascade, backend, batch, averaging.looks(cascade));
        predictor.reserve(FIRST_SOURCE_BYTES);
        return predictor;
    }

    public LandmarkCascade cascade() {
        return cascade;
    }

    /** The landmarks of one picture: interleaved bytes blue, green, red, rows from the top. */
    public Prediction predict(byte[] bgr, int width, int height) {
        return predict(Pixels.of(bgr, width, height));
    }

    /** The landmarks of one picture, its pixels from the buffer's position on. */
    public Prediction predict(ByteBuffer bgr, int width, int height) {
        return predict(new Pixels(bgr, width, height));
    }

    /** The landmarks of one picture. */
    public Prediction predict(Pixels picture) {
        return predict(List.of(picture)).get(0);
    }

    /**
     * What one level says about one picture through a given view: for those who know where the face is without asking the
     * levels before, such as from the frame before of a video.
     *
     * @param level counted from 0
     */
    public Prediction.Level predictLevel(int level, Pixels picture, View view) {
        requireOpen();
        reserve(picture.bytes());
        return level(plans.get(level), List.of(picture), List.of(view)).get(0);
    }

    /** The landmarks of any number of pictures, in their order. */
    public List<Prediction> predict(List<Pixels> pictures) {
        requireOpen();
        List<Prediction> predictions = new ArrayList<>(pictures.size());
        int begin = 0;
        while (begin < pictures.size()) {
            int end = begin + 1;
            long bytes = pictures.get(begin).bytes();
            while (end < pictures.size()
                    && end - begin < batch
                    && bytes + pictures.get(end).bytes() <= BATCH_SOURCE_BYTES) {
                bytes += pictures.get(end).bytes();
                end++;
            }
            reserve(bytes);
            predictions.addAll(predictBatch(pictures.subList(begin, end)));
            begin = end;
        }
        return predictions;
    }

    /**
     * The landmarks of pictures of a set.
     *
     * @param indices which pictures, in the order of the result
     * @param progress hears the number of pictures done
     */
    public List<Prediction> predict(PictureSet set, List<Integer> indices, IntConsumer progress) {
        List<Prediction> predictions = new ArrayList<>(indices.size());
        for (int begin = 0; begin < indices.size(); begin += batch) {
            List<Integer> part = indices.subList(begin, Math.min(begin + batch, indices.size()));
            predictions.addAll(
                    predict(part.stream().map(index -> picture(set, index)).toList()));
            progress.accept(predictions.size());
        }
        return predictions;
    }

    @Override
    public void close() {
        closed = true;
        closePlans();
    }

    private List<Prediction> predictBatch(List<Pixels> pictures) {
        List<List<Prediction.Level>> levels = new ArrayList<>();
        pictures.forEach(picture -> levels.add(new ArrayList<>(plans.size())));
        for (int l = 0; l < plans.size(); l++) {
            CropPolicy crop = cascade.levels().get(l).crop();
            LevelPlan plan = plans.get(l);
            List<View> views = new ArrayList<>(pictures.size());
            for (int slot = 0; slot < pictures.size(); slot++) {
                Pixels picture = pictures.get(slot);
                float[] before =
                        l == 0 ? new float[0] : levels.get(slot).get(l - 1).points();
                views.add(crop.view(before, picture.width(), picture.height()));
            }
            List<Prediction.Level> results = level(plan, pictures, views);
            for (int slot = 0; slot < pictures.size(); slot++) {
                levels.get(slot).add(results.get(slot));
            }
        }
        return levels.stream().map(Prediction::new).toList();
    }

    /** What one level says about all pictures through the given views. */
    private List<Prediction.Level> level(LevelPlan plan, List<Pixels> pictures, List<View> views) {
        double[][] sums = new double[pictures.size()][2 * cascade.points()];
        looks.forEach(look -> look(plan, look, pictures, views, sums));
        List<Prediction.Level> results = new ArrayList<>(pictures.size());
        for (int slot = 0; slot < pictures.size(); slot++) {
            View view = views.get(slot);
            results.add(new Prediction.Level(view, view.decode(mean(sums[slot]))));
        }
        return results;
    }

    /** Runs a level on all pictures with one look at each window, and adds its answers to the sums. */
    private static void look(
            LevelPlan plan, TestTimeAveraging.Look look, List<Pixels> pictures, List<View> views, double[][] sums) {
        plan.feed().begin();
        for (int slot = 0; slot < pictures.size(); slot++) {
            plan.feed().put(slot, pictures.get(slot), look.frame(views.get(slot).pixels()));
        }
        plan.feed().fillRest(pictures.size());
        plan.run();
        for (int slot = 0; slot < pictures.size(); slot++) {
            look.add(plan.output(slot), sums[slot]);
        }
    }

    private float[] mean(double[] sums) {
        float[] mean = new float[sums.length];
        for (int i = 0; i < sums.length; i++) {
            mean[i] = (float) (sums[i] / looks.size());
        }
        return mean;
    }

    /** Makes the source blocks at least this large. */
    private void reserve(long bytes) {
        if (bytes <= sourceBytes) {
            return;
        }
        long size = Math.min(Integer.MAX_VALUE, Math.max(bytes, 2 * sourceBytes));
        closePlans();
        try {
            for (CascadeLevel level : cascade.levels()) {
                plans.add(LevelPlan.open(backend, level, batch, size));
            }
            sourceBytes = size;
        } catch (RuntimeException | Error e) {
            closePlans();
            throw e;
        }
    }

    private void closePlans() {
        plans.forEach(LevelPlan::close);
        plans.clear();
        sourceBytes = 0;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException(
                    "Expected an open predictor, received a closed one. Fix: predict before closing.");
        }
    }

    static Pixels picture(PictureSet set, int index) {
        ByteBuffer pixels = ByteBuffer.allocate(set.bytes(index));
        set.pixels(index, pixels);
        return new Pixels(pixels.flip(), set.width(index), set.height(index));
    }
}
