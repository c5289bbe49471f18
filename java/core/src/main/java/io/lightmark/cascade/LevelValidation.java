package io.lightmark.cascade;

import io.lightmark.backend.Backend;
import io.lightmark.data.PictureSet;
import io.lightmark.metric.ErrorCollector;
import io.lightmark.nn.Network;
import io.lightmark.nn.Weights;
import io.lightmark.picture.Pixels;
import io.lightmark.picture.Preprocessing;
import io.lightmark.picture.View;
import io.lightmark.train.PictureSource;
import io.lightmark.train.Validation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;

/** Mean error by the picture's diagonal of one level on pictures whose views are known. */
final class LevelValidation implements Validation {
    private static final int BATCH = 16;

    private final Backend backend;
    private final Network network;
    private final Preprocessing preprocessing;
    private final List<PictureSource.Sample> samples;
    private final List<View> views;
    private final long sourceBytes;

    LevelValidation(
            Backend backend,
            Network network,
            Preprocessing preprocessing,
            List<PictureSource.Sample> samples,
            List<View> views) {
        this.backend = backend;
        this.network = network;
        this.preprocessing = preprocessing;
        this.samples = samples;
        this.views = views;
        long largest = samples.stream()
                .mapToLong(sample -> sample.set().bytes(sample.index()))
                .max()
                .orElse(3);
        this.sourceBytes = BATCH * largest;
    }

    @Override
    public double score(Weights weights) {
        CascadeLevel level = new CascadeLevel(network, weights, preprocessing, new WholePicture());
        ErrorCollector errors = new ErrorCollector(network.output().c() / 2);
        try (LevelPlan plan = LevelPlan.open(backend, level, BATCH, sourceBytes)) {
            for (int begin = 0; begin < samples.size(); begin += BATCH) {
                score(plan, begin, Math.min(begin + BATCH, samples.size()), errors);
            }
        }
        return errors.figures().mean();
    }

    @Override
    public String fingerprint() {
        CRC32C sum = new CRC32C();
        for (int i = 0; i < samples.size(); i++) {
            String sample = samples.get(i).index() + " " + views.get(i) + "\n";
            sum.update(sample.getBytes(StandardCharsets.UTF_8));
        }
        List<String> sets = samples.stream()
                .map(PictureSource.Sample::set)
                .distinct()
                .map(PictureSet::fingerprint)
                .toList();
        return String.join("+", sets)
                + String.format(Locale.ROOT, " samples=%d views=%08x", samples.size(), sum.getValue());
    }

    private void score(LevelPlan plan, int begin, int end, ErrorCollector errors) {
        plan.feed().begin();
        for (int i = begin; i < end; i++) {
            PictureSource.Sample sample = samples.get(i);
            Pixels picture = CascadePredictor.picture(sample.set(), sample.index());
            plan.feed().put(i - begin, picture, views.get(i).pixels());
        }
        plan.feed().fillRest(end - begin);
        plan.run();
        for (int i = begin; i < end; i++) {
            PictureSource.Sample sample = samples.get(i);
            errors.add(
                    views.get(i).decode(plan.output(i - begin)),
                    sample.set().landmarks(sample.index()),
                    Math.hypot(sample.set().width(sample.index()), sample.set().height(sample.index())));
        }
    }
}
