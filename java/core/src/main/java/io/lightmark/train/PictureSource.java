package io.lightmark.train;

import io.lightmark.augment.Augmentation;
import io.lightmark.augment.Distortion;
import io.lightmark.augment.DistortionInputs;
import io.lightmark.augment.Mirror;
import io.lightmark.backend.Plan;
import io.lightmark.data.PictureSet;
import io.lightmark.graph.PictureInput;
import io.lightmark.op.CounterRandom;
import io.lightmark.picture.PictureFeed;
import io.lightmark.picture.Preprocessing;
import io.lightmark.picture.View;
import io.lightmark.tensor.Shape;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Training samples from annotated pictures: each seen through a view, changed by the augmentation. When all pictures
 * together are small enough they are put into the plan once; otherwise each step copies its own.
 */
public final class PictureSource implements BatchSource {
    /** Pictures of up to this many bytes together stay in the plan's source block. */
    public static final long RESIDENT_BYTES = 512L << 20;

    private static final long MAX_STAGING_BYTES = 1L << 30;
    private static final long VIEW_STREAM = 0x76696577L;

    /** One picture of a set. */
    public record Sample(PictureSet set, int index) {}

    /** How a sample is looked at; the key stands for this visit, so a view may be drawn anew each time. */
    @FunctionalInterface
    public interface Viewing {
        View view(int sample, long key);
    }

    private final List<Sample> samples;
    private final Viewing viewing;
    private final Augmentation augmentation;
    private final Preprocessing preprocessing;
    private final Shape image;
    private final String identity;
    private final boolean resident;
    private final @Nullable Mirror mirror;
    private final float[][] landmarks;

    /**
     * @param samples the pictures of an epoch, each once
     * @param viewing where the network looks, per sample index
     * @param image shape of one network input [1,h,w,3]
     * @param identity text that tells apart ways of looking at the same pictures, for provenance
     */
    public PictureSource(
            List<Sample> samples,
            Viewing viewing,
            Augmentation augmentation,
            Preprocessing preprocessing,
            Shape image,
            String identity) {
        this(samples, viewing, augmentation, preprocessing, image, identity, RESIDENT_BYTES);
    }

    PictureSource(
            List<Sample> samples,
            Viewing viewing,
            Augmentation augmentation,
            Preprocessing preprocessing,
            Shape image,
            String identity,
            long residentBytes) {
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one picture to train on, received none."
                    + " Fix: check which pictures are left out.");
        }
        this.samples = List.copyOf(samples);
        this.viewing = viewing;
        this.augmentation = augmentation;
        this.preprocessing = preprocessing;
        this.image = image;
        this.identity = identity;
        this.landmarks = this.samples.stream()
                .map(sample -> sample.set().landmarks(sample.index()))
                .toArray(float[][]::new);
        this.resident = totalBytes() <= residentBytes;
        this.mirror = augmentation.geometry().flip() == 0 ? null : Mirror.of(landmarks[0].length / 2);
    }

    @Override
    public int size() {
        return samples.size();
    }

    @Override
    public PictureInput input(int batch) {
        long bytes = resident ? totalBytes() : largestBatch(batch);
        if (bytes > MAX_STAGING_BYTES) {
            throw new IllegalArgumentException("Expected a batch of pictures of at most " + MAX_STAGING_BYTES
                    + " bytes, received up to " + bytes + ". Fix: pack the pictures at a smaller size, or use a smaller"
                    + " batch.");
        }
        PictureInput input = resident ? preprocessing.residentInput(bytes) : preprocessing.input(bytes);
        return input.withDistortions(augmentation.distortions());
    }

    @Override
    public Filler bind(Plan plan, int batch) {
        PictureFeed feed = new PictureFeed(plan, image.withN(batch), preprocessing.normalization());
        DistortionInputs inputs = new DistortionInputs(plan, image.withN(batch), preprocessing.normalization());
        List<Distortion.Writer> writers = augmentation.distortions().stream()
                .map(part -> part.bind(inputs))
                .toList();
        FloatBuffer target = plan.buffer(plan.program().value("target")).asFloatBuffer();
        if (!resident) {
            return (chosen, keys) -> {
                feed.begin();
                for (int slot = 0; slot < chosen.length; slot++) {
                    Sample sample = samples.get(chosen[slot]);
                    put(feed, target, slot, chosen[slot], feed.append(sample.set(), sample.index()), keys[slot]);
                    distort(writers, slot, keys[slot]);
                }
            };
        }
        feed.begin();
        int[] offsets = samples.stream()
                .mapToInt(sample -> feed.append(sample.set(), sample.index()))
                .toArray();
        plan.upload(plan.program().value("source"));
        return (chosen, keys) -> {
            for (int slot = 0; slot < chosen.length; slot++) {
                put(feed, target, slot, chosen[slot], offsets[chosen[slot]], keys[slot]);
                distort(writers, slot, keys[slot]);
            }
        };
    }

    @Override
    public String fingerprint() {
        return String.join(
                        "+",
                        samples.stream()
                                .map(Sample::set)
                                .distinct()
                                .map(PictureSet::fingerprint)
                                .toList())
                + " samples=" + samples.size() + " view=" + identity + " augmentation=" + augmentation;
    }

    private void put(PictureFeed feed, FloatBuffer target, int slot, int index, int offset, long key) {
        Sample sample = samples.get(index);
        View view = viewing.view(index, CounterRandom.key(key, 0, VIEW_STREAM));
        int width = sample.set().width(sample.index());
        int height = sample.set().height(sample.index());
        Augmentation.Draw draw = augmentation.draw(key);
        if (augmentation.geometry().isNone()) {
            feed.place(slot, offset, width, height, view.pixels(), draw.colour());
            target.put(slot * landmarks[index].length, view.encode(landmarks[index]));
            return;
        }
        float[] points = draw.apply(view.points()).toNetwork(landmarks[index]);
        feed.place(slot, offset, width, height, draw.apply(view.pixels()), draw.colour());
        target.put(
                slot * points.length,
                draw.flip() ? Objects.requireNonNull(mirror).reorder(points) : points);
    }

    private static void distort(List<Distortion.Writer> writers, int slot, long key) {
        for (Distortion.Writer writer : writers) {
            writer.write(slot, key);
        }
    }

    private long totalBytes() {
        return samples.stream()
                .mapToLong(sample -> sample.set().bytes(sample.index()))
                .sum();
    }

    /**
     * Bytes of the largest batch there can be. One that reaches from epoch to epoch begins with a part of one, and may
     * hold a picture once for every epoch it touches.
     */
    private long largestBatch(int batch) {
        long[] sizes = samples.stream()
                .mapToLong(sample -> sample.set().bytes(sample.index()))
                .sorted()
                .toArray();
        int epochs = (batch - 1 + sizes.length - 1) / sizes.length + 1;
        long sum = 0;
        int room = batch;
        for (int i = sizes.length - 1; i >= 0 && room > 0; i--) {
            int times = Math.min(epochs, room);
            sum += times * sizes[i];
            room -= times;
        }
        return sum;
    }
}
