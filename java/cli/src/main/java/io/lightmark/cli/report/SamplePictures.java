package io.lightmark.cli.report;

import io.lightmark.cli.evaluation.LandmarkDrawing;
import io.lightmark.cli.report.SamplePicture.Rank;
import io.lightmark.data.PictureSet;
import io.lightmark.metric.ErrorFigures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Chooses the pictures of a run that a report shows: those it did best on, those around the median, and the worst. */
public final class SamplePictures {
    private static final int SIDE = 240;

    private SamplePictures() {}

    /**
     * Chooses and cuts out faces. Pictures without an error are never chosen, no picture is chosen twice.
     *
     * @param predictions landmarks of all pictures of the set, in its order
     * @param errors of the same pictures, by the report's normaliser
     * @param perRank pictures of each rank; fewer where the set is small
     * @return best first, then around the median in ascending order, then worst first
     */
    public static List<SamplePicture> choose(
            PictureSet set, List<float[]> predictions, ErrorFigures errors, int perRank) {
        List<Double> each = errors.perPicture();
        if (predictions.size() != set.size() || each.size() != set.size()) {
            throw new IllegalArgumentException("Expected predictions and errors of " + set.size()
                    + " pictures, received " + predictions.size() + " and " + each.size()
                    + ". Fix: pass those of the same set.");
        }
        List<Integer> order = IntStream.range(0, set.size())
                .filter(i -> Double.isFinite(each.get(i)))
                .boxed()
                .sorted(Comparator.comparing(each::get))
                .toList();
        int count = Math.min(perRank, order.size() / Rank.values().length);
        int middle = (order.size() - count) / 2;
        List<SamplePicture> samples = new ArrayList<>();
        for (Rank rank : Rank.values()) {
            for (int i = 0; i < count; i++) {
                int index = order.get(
                        switch (rank) {
                            case BEST -> i;
                            case MEDIAN -> middle + i;
                            case WORST -> order.size() - 1 - i;
                        });
                samples.add(sample(set, index, rank, each.get(index), predictions.get(index)));
            }
        }
        return samples;
    }

    private static SamplePicture sample(PictureSet set, int index, Rank rank, double error, float[] predicted) {
        float[] truth = set.landmarks(index);
        FaceCut cut = FaceCut.of(LandmarkDrawing.picture(set, index), truth, SIDE);
        return new SamplePicture(rank, set.name(index), error, cut.picture(), cut.move(truth), cut.move(predicted));
    }
}
