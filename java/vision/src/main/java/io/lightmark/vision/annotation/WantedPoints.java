package io.lightmark.vision.annotation;

import io.lightmark.error.DataException;
import io.lightmark.landmark.LandmarkConversion;
import java.util.Set;
import java.util.TreeSet;

/** Another number of landmarks than a source has, wanted by whoever opens it. */
public final class WantedPoints {
    private WantedPoints() {}

    /**
     * The conversion from what a source has.
     *
     * @throws DataException if there is none
     */
    public static LandmarkConversion conversion(String source, int points, int wanted) {
        return LandmarkConversion.between(points, wanted).orElseThrow(() -> {
            Set<Integer> possible = new TreeSet<>(LandmarkConversion.targetsOf(points));
            possible.add(points);
            return new DataException(
                    source,
                    0,
                    0,
                    wanted + " landmarks per picture",
                    points + ", which can be used as " + possible,
                    "use a dataset of that kind.");
        });
    }

    /** A source's name with what became of its landmarks, for reports. */
    public static String describe(String source, int points, int wanted) {
        return source + " (" + points + " landmarks made " + wanted + ")";
    }
}
