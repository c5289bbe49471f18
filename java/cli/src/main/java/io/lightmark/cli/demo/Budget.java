package io.lightmark.cli.demo;

import io.lightmark.backend.Backend;
import io.lightmark.cascade.CascadeListener;
import io.lightmark.cascade.CascadeOptions;
import io.lightmark.cascade.LandmarkCascade;
import io.lightmark.data.PictureSet;
import io.lightmark.data.PictureSets;
import io.lightmark.data.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How many steps fit into a time: measured by a few steps that are thrown away.
 *
 * @param stepsPerLevel steps of each level's run
 * @param imagesPerSecond the speed that was measured
 */
record Budget(long stepsPerLevel, double imagesPerSecond) {
    private static final int TRIED = 12;
    private static final int WARM_UP = 3;
    private static final int PICTURES = 512;
    private static final int FEWEST_STEPS = 20;
    private static final double MOST_EPOCHS = 200;
    /** The rest goes to validation and to predicting the pictures for the next level. */
    private static final double TRAINING_SHARE = 0.95;

    /**
     * Measures.
     *
     * @param seconds time for the training of all levels
     */
    static Budget measure(PictureSet training, CascadeOptions options, Backend backend, double seconds) {
        int[] some = IntStream.range(0, training.size())
                .filter(i -> training.split(i) == Split.TRAIN)
                .limit(PICTURES)
                .toArray();
        List<Long> times = new ArrayList<>();
        LandmarkCascade.train(
                PictureSets.select(training, some),
                options.withLevels(1).withEach(level -> level.withSteps(TRIED)),
                backend,
                new CascadeListener() {
                    @Override
                    public void stepped(StepReport report) {
                        times.add(System.nanoTime());
                    }
                });
        double step = IntStream.range(WARM_UP, times.size())
                .mapToDouble(i -> (times.get(i) - times.get(i - 1)) * 1e-9)
                .sorted()
                .skip((times.size() - WARM_UP) / 2)
                .findFirst()
                .orElseThrow();
        int batch = options.levels().get(0).preset().batch();
        int pictures = PictureSets.count(training, Split.TRAIN);
        double fitting = TRAINING_SHARE * seconds / options.levels().size() / step;
        double steps = Math.min(fitting, MOST_EPOCHS * pictures / batch);
        return new Budget(Math.max(FEWEST_STEPS, (long) steps), batch / step);
    }
}
