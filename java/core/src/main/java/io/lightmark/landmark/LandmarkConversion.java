package io.lightmark.landmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Makes one kind of landmarks of another: every new landmark is one of the old ones, or the mean of several.
 *
 * <p>From 98 to 68 points the nearest of WFLW's points is taken for each of iBUG's (the usual index list); eye outlines
 * and brows are spaced a little differently, so this is not exact. 70 to 68 leaves the pupils out, 68 to 51 the jaw. Five
 * points are: each eye's pupil (98) or the mean of its outline, the nose's tip, the mouth's outer corners.
 *
 * @param from landmarks before
 * @param sources for each landmark afterwards the indices whose mean it is, at least one
 */
public record LandmarkConversion(int from, List<List<Integer>> sources) {
    private static final LandmarkConversion FROM_98_TO_68 = new LandmarkConversion(
            98,
            Stream.of(
                            IntStream.rangeClosed(0, 16).map(i -> 2 * i),
                            IntStream.rangeClosed(33, 37),
                            IntStream.rangeClosed(42, 46),
                            IntStream.rangeClosed(51, 59),
                            IntStream.of(60, 61, 63, 64, 65, 67, 68, 69, 71, 72, 73, 75),
                            IntStream.rangeClosed(76, 95))
                    .flatMap(IntStream::boxed)
                    .map(List::of)
                    .toList());
    private static final LandmarkConversion FROM_70_TO_68 = new LandmarkConversion(70, singly(0, 67));
    private static final LandmarkConversion FROM_68_TO_51 = new LandmarkConversion(68, singly(17, 67));
    private static final LandmarkConversion FROM_98_TO_5 =
            new LandmarkConversion(98, List.of(List.of(96), List.of(97), List.of(54), List.of(76), List.of(82)));
    private static final LandmarkConversion FROM_68_TO_5 = five(68, 36, 30, 48);
    private static final LandmarkConversion FROM_51_TO_5 = five(51, 19, 13, 31);

    private static final List<LandmarkConversion> KNOWN = List.of(
            FROM_98_TO_68,
            FROM_98_TO_68.then(FROM_68_TO_51),
            FROM_98_TO_5,
            FROM_70_TO_68,
            FROM_70_TO_68.then(FROM_68_TO_51),
            FROM_70_TO_68.then(FROM_68_TO_5),
            FROM_68_TO_51,
            FROM_68_TO_5,
            FROM_51_TO_5);

    public LandmarkConversion {
        sources = sources.stream().map(List::copyOf).toList();
        for (List<Integer> group : sources) {
            if (group.isEmpty() || group.stream().anyMatch(index -> index < 0 || index >= from)) {
                throw new IllegalArgumentException("Expected for every landmark at least one source of 0 to "
                        + (from - 1) + ", received " + group + ". Fix: correct the table.");
            }
        }
    }

    /** The conversion between two kinds of landmarks; empty if there is none. The same number needs none. */
    public static Optional<LandmarkConversion> between(int from, int to) {
        return KNOWN.stream()
                .filter(each -> each.from == from && each.to() == to)
                .findFirst();
    }

    /** Numbers of points that landmarks of the given number can become. */
    public static List<Integer> targetsOf(int from) {
        return KNOWN.stream()
                .filter(each -> each.from == from)
                .map(LandmarkConversion::to)
                .toList();
    }

    /** Landmarks afterwards. */
    public int to() {
        return sources.size();
    }

    /**
     * Converts one face.
     *
     * @param landmarks x₁, y₁, x₂, … of {@link #from} points
     * @return the same of {@link #to} points
     * @throws IllegalArgumentException for another number of points
     */
    public float[] apply(float[] landmarks) {
        if (landmarks.length != 2 * from) {
            throw new IllegalArgumentException("Expected x and y of " + from + " landmarks, received "
                    + landmarks.length + " numbers. Fix: choose the conversion by the number of landmarks.");
        }
        float[] converted = new float[2 * to()];
        for (int i = 0; i < converted.length; i++) {
            List<Integer> group = sources.get(i / 2);
            double sum = 0;
            for (int index : group) {
                sum += landmarks[2 * index + i % 2];
            }
            converted[i] = (float) (sum / group.size());
        }
        return converted;
    }

    /** This conversion and then another. Exact because every group here has the same size, one. */
    private LandmarkConversion then(LandmarkConversion next) {
        List<List<Integer>> joined = new ArrayList<>();
        for (List<Integer> group : next.sources) {
            joined.add(
                    group.stream().flatMap(index -> sources.get(index).stream()).toList());
        }
        return new LandmarkConversion(from, joined);
    }

    private static LandmarkConversion five(int from, int eyes, int nose, int mouth) {
        return new LandmarkConversion(
                from,
                List.of(
                        IntStream.range(eyes, eyes + 6).boxed().toList(),
                        IntStream.range(eyes + 6, eyes + 12).boxed().toList(),
                        List.of(nose),
                        List.of(mouth),
                        List.of(mouth + 6)));
    }

    private static List<List<Integer>> singly(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(List::of).toList();
    }
}
