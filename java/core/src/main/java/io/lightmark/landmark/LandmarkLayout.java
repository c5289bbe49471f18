package io.lightmark.landmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A known kind of facial landmarks: what each index means. A kind is recognised by its number of points. Left and right
 * are those of the picture of an upright face, as in CelebA.
 *
 * <ul>
 *   <li>5: eye centres, nose, mouth corners (CelebA, LFW-net, MTFL)
 *   <li>51: the 68 without the jaw
 *   <li>68: iBUG's scheme (300-W)
 *   <li>70: the 68, then both pupils (FaceSynthetics)
 *   <li>98: WFLW's scheme, whose last two points are the pupils
 * </ul>
 *
 * @param points number of landmarks
 * @param mirrored for each landmark the index that its mirror image has: the order after a flip of left and right
 * @param regions {@code jaw}, {@code brows}, {@code nose}, {@code eyes} and {@code lips}, in this order, where the kind
 *     has them; each landmark is in exactly one
 * @param interOcular from the left eye's outer corner to the right eye's; with 5 points, between the eyes
 * @param interPupil from the left eye's centre to the right eye's: pupils where they are landmarks (5 and 98 points), else
 *     the mean of each eye's outline
 */
public record LandmarkLayout(
        int points,
        List<Integer> mirrored,
        Map<String, List<Integer>> regions,
        LandmarkSpan interOcular,
        LandmarkSpan interPupil) {
    private static final LandmarkLayout FIVE = new LandmarkLayout(
            5,
            List.of(1, 0, 2, 4, 3),
            regions(List.of(), List.of(), List.of(2), List.of(0, 1), List.of(3, 4)),
            LandmarkSpan.between(0, 1),
            LandmarkSpan.between(0, 1));

    private static final LandmarkLayout FIFTY_ONE = new LandmarkLayout(
            51,
            join(
                    down(9, 0),
                    range(10, 13),
                    down(18, 14),
                    List.of(28, 27, 26, 25, 30, 29, 22, 21, 20, 19, 24, 23),
                    down(37, 31),
                    down(42, 38),
                    down(47, 43),
                    down(50, 48)),
            regions(List.of(), range(0, 9), range(10, 18), range(19, 30), range(31, 50)),
            LandmarkSpan.between(19, 28),
            new LandmarkSpan(range(19, 24), range(25, 30)));

    private static final LandmarkLayout SIXTY_EIGHT = new LandmarkLayout(
            68,
            join(
                    down(16, 0),
                    down(26, 17),
                    range(27, 30),
                    down(35, 31),
                    List.of(45, 44, 43, 42, 47, 46, 39, 38, 37, 36, 41, 40),
                    down(54, 48),
                    down(59, 55),
                    down(64, 60),
                    down(67, 65)),
            regions(range(0, 16), range(17, 26), range(27, 35), range(36, 47), range(48, 67)),
            LandmarkSpan.between(36, 45),
            new LandmarkSpan(range(36, 41), range(42, 47)));

    private static final LandmarkLayout SEVENTY = new LandmarkLayout(
            70,
            join(SIXTY_EIGHT.mirrored, List.of(69, 68)),
            regions(range(0, 16), range(17, 26), range(27, 35), join(range(36, 47), range(68, 69)), range(48, 67)),
            SIXTY_EIGHT.interOcular,
            SIXTY_EIGHT.interPupil);

    private static final LandmarkLayout NINETY_EIGHT = new LandmarkLayout(
            98,
            join(
                    down(32, 0),
                    List.of(46, 45, 44, 43, 42, 50, 49, 48, 47, 37, 36, 35, 34, 33, 41, 40, 39, 38),
                    range(51, 54),
                    down(59, 55),
                    List.of(72, 71, 70, 69, 68, 75, 74, 73, 64, 63, 62, 61, 60, 67, 66, 65),
                    down(82, 76),
                    down(87, 83),
                    down(92, 88),
                    down(95, 93),
                    List.of(97, 96)),
            regions(range(0, 32), range(33, 50), range(51, 59), join(range(60, 75), range(96, 97)), range(76, 95)),
            LandmarkSpan.between(60, 72),
            LandmarkSpan.between(96, 97));

    private static final Map<Integer, LandmarkLayout> KNOWN = Stream.of(
                    FIVE, FIFTY_ONE, SIXTY_EIGHT, SEVENTY, NINETY_EIGHT)
            .collect(Collectors.toUnmodifiableMap(LandmarkLayout::points, layout -> layout));

    /** The kind of landmarks with so many points; empty if it is not one of these. */
    public static Optional<LandmarkLayout> of(int points) {
        return Optional.ofNullable(KNOWN.get(points));
    }

    private static Map<String, List<Integer>> regions(
            List<Integer> jaw, List<Integer> brows, List<Integer> nose, List<Integer> eyes, List<Integer> lips) {
        Map<String, List<Integer>> regions = new LinkedHashMap<>();
        regions.put("jaw", jaw);
        regions.put("brows", brows);
        regions.put("nose", nose);
        regions.put("eyes", eyes);
        regions.put("lips", lips);
        regions.values().removeIf(List::isEmpty);
        return Collections.unmodifiableMap(regions);
    }

    private static List<Integer> range(int first, int last) {
        return IntStream.rangeClosed(first, last).boxed().toList();
    }

    private static List<Integer> down(int first, int last) {
        return IntStream.rangeClosed(last, first)
                .map(i -> first + last - i)
                .boxed()
                .toList();
    }

    @SafeVarargs
    private static List<Integer> join(List<Integer>... parts) {
        List<Integer> all = new ArrayList<>();
        for (List<Integer> part : parts) {
            all.addAll(part);
        }
        return List.copyOf(all);
    }
}
