package io.lightmark.cli.evaluation;

import java.util.List;
import java.util.stream.IntStream;

/** What landmarks are called. Left and right are those of the picture, as in CelebA. */
public final class PointNames {
    private static final List<String> FIVE =
            List.of("left eye", "right eye", "nose", "left mouth corner", "right mouth corner");

    private PointNames() {}

    /** The names of the five CelebA points; numbers from 1 for any other kind. */
    public static List<String> of(int points) {
        return points == FIVE.size()
                ? FIVE
                : IntStream.rangeClosed(1, points).mapToObj(i -> "point " + i).toList();
    }
}
