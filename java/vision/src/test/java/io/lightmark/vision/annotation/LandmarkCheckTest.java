package io.lightmark.vision.annotation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lightmark.data.Split;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The face of the cases is 40 wide; the picture is 100 x 80, so it spans -0.5 to 99.5 and -0.5 to 79.5. */
final class LandmarkCheckTest {
    static Stream<Arguments> cases() {
        return Stream.of(
                Arguments.of("inside", "", marks(30, 20, 70, 20, 50, 40, 35, 60, 65, 60)),
                Arguments.of("on the left edge", "", marks(-0.5, 20, 39.5, 20, 20, 40, 5, 60, 35, 60)),
                Arguments.of("on the right edge", "", marks(59.5, 20, 99.5, 20, 80, 40, 65, 60, 95, 60)),
                Arguments.of("a hair outside", "landmark-outside", marks(-0.6, 20, 39.4, 20, 20, 40, 5, 60, 35, 60)),
                Arguments.of("below", "landmark-outside", marks(30, 45, 70, 45, 50, 60, 35, 85, 65, 85)),
                Arguments.of(
                        "half the face outside", "landmark-outside", marks(-20.5, 20, 19.5, 20, 0, 40, 0, 50, 9, 50)),
                Arguments.of(
                        "more than half outside",
                        "!landmark-far-outside",
                        marks(-20.6, 20, 19.4, 20, 0, 40, 0, 50, 9, 50)),
                Arguments.of(
                        "far to the right", "!landmark-far-outside", marks(30, 20, 300, 20, 50, 40, 35, 60, 65, 60)),
                Arguments.of(
                        "both eyes on one point", "coincident-eyes", marks(30, 20, 30, 20, 50, 40, 35, 60, 65, 60)),
                Arguments.of("nose on left eye", "zero-size-crop", marks(30, 20, 70, 20, 30, 20, 35, 60, 65, 60)),
                Arguments.of(
                        "eyes and nose on one point",
                        "coincident-eyes zero-size-crop",
                        marks(30, 20, 30, 20, 30, 20, 35, 60, 65, 60)),
                Arguments.of("all on one point", "!coincident-points", marks(30, 20, 30, 20, 30, 20, 30, 20, 30, 20)),
                Arguments.of("a single point", "", marks(30, 20)),
                Arguments.of("a single point outside", "!landmark-far-outside", marks(-3, 20)),
                Arguments.of("two equal points of four", "", marks(30, 20, 30, 20, 50, 40, 35, 60)));
    }

    private static float[] marks(double... values) {
        float[] marks = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            marks[i] = (float) values[i];
        }
        return marks;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void remarksAndReasons(String what, String expected, float[] marks) {
        Photo photo = Photo.of("a.jpg", marks, Split.TRAIN, Optional.empty());
        LandmarkCheck check = LandmarkCheck.of(photo, 100, 80);
        String found = check.rejected()
                .map(rejected -> "!" + rejected.reason().key())
                .orElseGet(() -> check.flagged().stream()
                        .map(flagged -> flagged.remark().key())
                        .collect(Collectors.joining(" ")));
        assertEquals(expected, found, what);
    }
}
