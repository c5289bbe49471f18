package io.lightmark.landmark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LandmarkLayoutTest {
    private static LandmarkLayout layout(int points) {
        return LandmarkLayout.of(points).orElseThrow();
    }

    private static LandmarkConversion conversion(int from, int to) {
        return LandmarkConversion.between(from, to).orElseThrow();
    }

    private static List<Integer> numbers(int first, int last) {
        return IntStream.rangeClosed(first, last).boxed().toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 51, 68, 70, 98})
    void mirrorImagesPairUp(int points) {
        List<Integer> mirrored = layout(points).mirrored();
        assertEquals(numbers(0, points - 1), mirrored.stream().sorted().toList(), "a permutation");
        for (int i = 0; i < points; i++) {
            assertEquals(i, mirrored.get(mirrored.get(i)), "the mirror image of the mirror image of " + i);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "5, 2",
        "51, 10 11 12 13 16 34 40 45 49",
        "68, 8 27 28 29 30 33 51 57 62 66",
        "70, 8 27 28 29 30 33 51 57 62 66",
        "98, 16 51 52 53 54 57 79 85 90 94"
    })
    void theMiddleOfTheFaceStays(int points, String middle) {
        List<Integer> mirrored = layout(points).mirrored();
        List<String> fixed = IntStream.range(0, points)
                .filter(i -> mirrored.get(i) == i)
                .mapToObj(Integer::toString)
                .toList();
        assertEquals(middle, String.join(" ", fixed));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 51, 68, 70, 98})
    void everyPointIsInOneRegionWithItsMirrorImage(int points) {
        LandmarkLayout layout = layout(points);
        List<Integer> all = new ArrayList<>();
        layout.regions().forEach((region, members) -> {
            all.addAll(members);
            Set<Integer> images = new HashSet<>();
            members.forEach(point -> images.add(layout.mirrored().get(point)));
            assertEquals(new HashSet<>(members), images, region);
        });
        Collections.sort(all);
        assertEquals(numbers(0, points - 1), all);
        assertEquals(
                points == 5
                        ? List.of("nose", "eyes", "lips")
                        : points == 51
                                ? List.of("brows", "nose", "eyes", "lips")
                                : List.of("jaw", "brows", "nose", "eyes", "lips"),
                List.copyOf(layout.regions().keySet()));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 51, 68, 70, 98})
    void lengthsBetweenTheEyesLieInTheEyesAndTurnRoundInAMirror(int points) {
        LandmarkLayout layout = layout(points);
        for (LandmarkSpan span : List.of(layout.interOcular(), layout.interPupil())) {
            assertTrue(layout.regions().get("eyes").containsAll(span.from()), span.toString());
            assertTrue(layout.regions().get("eyes").containsAll(span.to()), span.toString());
            Set<Integer> images = new HashSet<>();
            span.from().forEach(point -> images.add(layout.mirrored().get(point)));
            assertEquals(new HashSet<>(span.to()), images, span.toString());
        }
    }

    @ParameterizedTest
    @CsvSource({"98, 68", "98, 51", "98, 5", "70, 68", "70, 51", "70, 5", "68, 51", "68, 5", "51, 5"})
    void convertingAndMirroringMayChangePlaces(int from, int to) {
        LandmarkConversion conversion = conversion(from, to);
        assertEquals(from, conversion.from());
        assertEquals(to, conversion.to());
        float[] face = random(from);
        assertArrayEquals(
                mirror(conversion.apply(face), layout(to)), conversion.apply(mirror(face, layout(from))), 1e-5f);
    }

    @ParameterizedTest
    @CsvSource({"98, 68, 51", "70, 68, 51", "70, 68, 5", "68, 51, 5"})
    void aConversionByWayOfAnotherKindIsTheSame(int from, int by, int to) {
        float[] face = random(from);
        assertArrayEquals(
                conversion(by, to).apply(conversion(from, by).apply(face)),
                conversion(from, to).apply(face),
                1e-5f);
    }

    @ParameterizedTest
    @CsvSource({"68, 51", "70, 68"})
    void conversionsThatOnlyLeavePointsOutKeepTheLengthsBetweenTheEyes(int from, int to) {
        float[] face = random(from);
        float[] fewer = conversion(from, to).apply(face);
        assertEquals(
                layout(from).interOcular().length(face),
                layout(to).interOcular().length(fewer));
        assertEquals(
                layout(from).interPupil().length(face), layout(to).interPupil().length(fewer));
    }

    @Test
    void fivePointsAreWhereTheyAreExpected() {
        float[] face = new float[136];
        for (int i = 0; i < 68; i++) {
            face[2 * i] = i;
            face[2 * i + 1] = 100 + i;
        }
        assertArrayEquals(
                new float[] {38.5f, 138.5f, 44.5f, 144.5f, 30, 130, 48, 148, 54, 154},
                conversion(68, 5).apply(face));
        assertEquals(9 * Math.sqrt(2), layout(68).interOcular().length(face), 1e-9, "36 to 45");
        assertEquals(6 * Math.sqrt(2), layout(68).interPupil().length(face), 1e-9, "38.5 to 44.5");
    }

    @Test
    void unknownKindsAreNoKinds() {
        assertEquals(Optional.empty(), LandmarkLayout.of(0));
        assertEquals(Optional.empty(), LandmarkLayout.of(69));
        assertEquals(Optional.empty(), LandmarkConversion.between(5, 68));
        assertEquals(Optional.empty(), LandmarkConversion.between(68, 68));
        assertEquals(List.of(68, 51, 5), LandmarkConversion.targetsOf(98));
        assertEquals(List.of(), LandmarkConversion.targetsOf(5));
    }

    @Test
    void aFaceWithAnotherNumberOfPointsIsRefused() {
        LandmarkConversion conversion = conversion(68, 5);
        assertThrows(IllegalArgumentException.class, () -> conversion.apply(new float[10]));
        assertThrows(IllegalArgumentException.class, () -> new LandmarkConversion(2, List.of(List.of(2))));
        assertThrows(IllegalArgumentException.class, () -> new LandmarkConversion(2, List.of(List.of())));
        assertFalse(conversion.sources().isEmpty());
    }

    private static float[] random(int points) {
        Random random = new Random(points);
        float[] face = new float[2 * points];
        for (int i = 0; i < face.length; i++) {
            face[i] = random.nextFloat() * 100;
        }
        return face;
    }

    /** The order after a flip about x = 0. */
    private static float[] mirror(float[] face, LandmarkLayout layout) {
        float[] mirrored = new float[face.length];
        for (int i = 0; i < layout.points(); i++) {
            int image = layout.mirrored().get(i);
            mirrored[2 * i] = -face[2 * image];
            mirrored[2 * i + 1] = face[2 * image + 1];
        }
        return mirrored;
    }
}
