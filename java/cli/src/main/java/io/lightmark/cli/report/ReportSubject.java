package io.lightmark.cli.report;

import io.lightmark.data.PictureSet;
import io.lightmark.data.PictureSets;
import io.lightmark.metric.MeanFace;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * The pictures that models were measured on, and by what.
 *
 * @param dataset name or path, for people
 * @param split which part of it
 * @param pictures number of pictures
 * @param points landmarks per picture
 * @param normaliser name of the length that charts, regions and the choice of pictures go by
 * @param meanFace mean of the true landmarks x₁, y₁, x₂, …, in any unit, see {@link MeanFace}
 * @param subsets pictures with something in common, such as an attribute: name to their numbers in the set; may be empty
 */
public record ReportSubject(
        String dataset,
        String split,
        int pictures,
        int points,
        String normaliser,
        float[] meanFace,
        Map<String, Set<Integer>> subsets) {
    public ReportSubject {
        subsets = Map.copyOf(subsets);
        if (pictures < 1 || meanFace.length != 2 * points) {
            throw new IllegalArgumentException("Expected at least one picture and a mean face of " + points
                    + " points, received " + pictures + " and " + meanFace.length / 2
                    + ". Fix: average the faces that are measured.");
        }
    }

    /** The pictures of a set, with a subset for each of its attributes. */
    public static ReportSubject of(String dataset, String split, PictureSet set, String normaliser) {
        MeanFace face = new MeanFace(set.points());
        for (int i = 0; i < set.size(); i++) {
            face.add(set.landmarks(i));
        }
        return new ReportSubject(
                dataset, split, set.size(), set.points(), normaliser, face.landmarks(), PictureSets.byAttribute(set));
    }

    /** The pictures of one of the {@link #subsetNames}. */
    Set<Integer> subset(String name) {
        return Objects.requireNonNull(subsets.get(name), name);
    }

    /** The names of the subsets, in alphabetical order. */
    List<String> subsetNames() {
        return List.copyOf(new TreeMap<>(subsets).keySet());
    }
}
