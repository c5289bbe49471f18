package io.lightmark.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.landmark.LandmarkConversion;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PictureSetsTest {
    @Test
    void joinedSetsFollowEachOther() {
        List<MemoryPictureSet> parts = List.of(
                new MemoryPictureSet(List.of(), 5),
                SetSamples.memory(3, 5, 1),
                new MemoryPictureSet(List.of(), 5),
                SetSamples.memory(4, 5, 2),
                new MemoryPictureSet(List.of(), 5));
        PictureSet joined = PictureSets.concat(parts);
        assertEquals(7, joined.size());
        for (int i = 0; i < 7; i++) {
            PictureSet part = i < 3 ? parts.get(1) : parts.get(3);
            int at = i < 3 ? i : i - 3;
            assertEquals(part.name(at), joined.name(i));
            assertEquals(part.split(at), joined.split(i));
            assertEquals(part.bytes(at), joined.bytes(i));
            assertArrayEquals(part.landmarks(at), joined.landmarks(i));
            assertArrayEquals(pixels(part, at), pixels(joined, i));
        }
        assertThrows(IndexOutOfBoundsException.class, () -> joined.name(7));
        assertThrows(IndexOutOfBoundsException.class, () -> joined.name(-1));
        joined.close();
        parts.stream()
                .filter(part -> part.size() > 0)
                .forEach(part -> assertThrows(IllegalStateException.class, () -> part.name(0)));
    }

    @Test
    void setsOfDifferentPointsDoNotJoin() {
        assertThrows(
                IllegalArgumentException.class,
                () -> PictureSets.concat(List.of(SetSamples.memory(2, 5, 1), SetSamples.memory(2, 68, 1))));
        assertThrows(IllegalArgumentException.class, () -> PictureSets.concat(List.of()));
    }

    @Test
    void splitsDivideASet() {
        PictureSet set = SetSamples.memory(10, 2, 3);
        int total = 0;
        for (Split split : Split.values()) {
            PictureSet part = PictureSets.ofSplit(set, split);
            assertEquals(PictureSets.count(set, split), part.size(), split.toString());
            total += part.size();
            for (int i = 0; i < part.size(); i++) {
                assertEquals(split, part.split(i));
                assertEquals(set.name(3 * i + split.code()), part.name(i));
            }
        }
        assertEquals(10, total);
    }

    @Test
    void attributesListTheirPictures() {
        PictureSet set = new MemoryPictureSet(SetSamples.described(6, 1, 3), 1);
        Map<String, Set<Integer>> pictures = PictureSets.byAttribute(set);
        assertEquals(Map.of("blur", Set.of(1, 4), "make-up", Set.of(2, 5), "pose", Set.of(2, 5)), pictures);
        assertEquals(List.of("blur", "make-up", "pose"), List.copyOf(pictures.keySet()));
        assertEquals(Map.of("blur", Set.of(0)), PictureSets.byAttribute(PictureSets.select(set, 4, 0)));
    }

    @ParameterizedTest(name = "fraction {0}")
    @ValueSource(doubles = {0, 0.1, 0.5, 1})
    void heldOutPicturesDependOnTheirNamesOnly(double fraction) {
        PictureSet set = SetSamples.memory(900, 1, 3);
        PictureSet held = PictureSets.holdOut(set, Split.VALIDATION, fraction, 7);
        PictureSet part = PictureSets.holdOut(PictureSets.select(set, 30, 0, 600), Split.VALIDATION, fraction, 7);
        assertEquals(held.split(30), part.split(0));
        assertEquals(held.split(0), part.split(1));
        assertEquals(held.split(600), part.split(2));
        double moved = 300 - PictureSets.count(held, Split.TRAIN);
        assertEquals(300 * fraction, moved, 30, "moved of 300");
        assertEquals(300 + moved, PictureSets.count(held, Split.VALIDATION));
        assertEquals(300, PictureSets.count(held, Split.TEST));
    }

    @Test
    void facesOfOnePhotoAreHeldOutTogether() {
        byte[] pixel = new byte[3];
        List<AnnotatedPicture> faces = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            for (String face : List.of("", "#2", "#13")) {
                faces.add(new AnnotatedPicture("photo" + i + face, Split.TRAIN, 1, 1, pixel, new float[2]));
            }
        }
        PictureSet held = PictureSets.holdOut(new MemoryPictureSet(faces, 1), Split.VALIDATION, 0.5, 3);
        for (int i = 0; i < held.size(); i++) {
            assertEquals(held.split(i - i % 3), held.split(i), held.name(i));
        }
        assertTrue(PictureSets.count(held, Split.VALIDATION) > 0, "some are held out");
    }

    @Test
    void attributesShineThroughAllViews() {
        List<AnnotatedPicture> pictures = SetSamples.described(9, 68, 1);
        PictureSet set = new MemoryPictureSet(pictures, 68);
        LandmarkConversion conversion = LandmarkConversion.between(68, 5).orElseThrow();
        PictureSet plain = new MemoryPictureSet(SetSamples.pictures(9, 68, 1), 68);
        assertNotEquals(plain.fingerprint(), set.fingerprint(), "attributes count");
        PictureSet joined = PictureSets.concat(List.of(plain, set));
        for (int i = 0; i < 9; i++) {
            Set<String> expected = pictures.get(i).attributes();
            assertEquals(i % 3, expected.size());
            assertEquals(expected, set.attributes(i));
            assertEquals(Set.of(), joined.attributes(i));
            assertEquals(expected, joined.attributes(9 + i));
            assertEquals(expected, PictureSets.select(set, i).attributes(0));
            assertEquals(expected, PictureSets.holdOut(set, Split.TEST, 0.5, 1).attributes(i));
            assertEquals(expected, PictureSets.convert(set, conversion).attributes(i));
        }
    }

    @Test
    void landmarksOfASetAreConverted() {
        PictureSet set = SetSamples.memory(4, 68, 1);
        LandmarkConversion conversion = LandmarkConversion.between(68, 5).orElseThrow();
        PictureSet five = PictureSets.convert(set, conversion);
        assertEquals(5, five.points());
        assertEquals(4, five.size());
        assertArrayEquals(conversion.apply(set.landmarks(2)), five.landmarks(2));
        assertArrayEquals(pixels(set, 2), pixels(five, 2));
        assertEquals(set.name(3) + set.split(3), five.name(3) + five.split(3));
        assertNotEquals(set.fingerprint(), five.fingerprint());
        assertThrows(IllegalArgumentException.class, () -> PictureSets.convert(five, conversion));
        five.close();
        assertThrows(IllegalStateException.class, () -> set.name(0));
    }

    @Test
    void theFingerprintTellsSetsApart() {
        String one = SetSamples.memory(5, 2, 1).fingerprint();
        assertEquals(one, SetSamples.memory(5, 2, 1).fingerprint());
        assertTrue(one.matches("[0-9a-f]{64}"), one);
        assertNotEquals(one, SetSamples.memory(6, 2, 1).fingerprint(), "one picture more");
        List<AnnotatedPicture> pictures = SetSamples.pictures(5, 2, 1);
        AnnotatedPicture last = pictures.get(4);
        byte[] bgr = last.bgr().clone();
        bgr[0]++;
        float[] landmarks = last.landmarks().clone();
        landmarks[3] = Math.nextUp(landmarks[3]);
        List<AnnotatedPicture> changes = List.of(
                new AnnotatedPicture("other", last.split(), last.width(), last.height(), last.bgr(), last.landmarks()),
                new AnnotatedPicture(
                        last.name(), Split.TRAIN, last.width(), last.height(), last.bgr(), last.landmarks()),
                new AnnotatedPicture(last.name(), last.split(), last.width(), last.height(), bgr, last.landmarks()),
                new AnnotatedPicture(last.name(), last.split(), last.width(), last.height(), last.bgr(), landmarks));
        for (AnnotatedPicture change : changes) {
            pictures.set(4, change);
            assertNotEquals(one, new MemoryPictureSet(pictures, 2).fingerprint(), change.toString());
        }
    }

    @Test
    void theFingerprintTellsViewsApart() {
        PictureSet set = SetSamples.memory(40, 2, 1);
        List<PictureSet> views = List.of(
                set,
                SetSamples.memory(40, 2, 2),
                PictureSets.select(set, 0, 1),
                PictureSets.select(set, 1, 0),
                PictureSets.select(SetSamples.memory(40, 2, 2), 0, 1),
                PictureSets.ofSplit(set, Split.TRAIN),
                PictureSets.holdOut(set, Split.VALIDATION, 0.5, 7),
                PictureSets.holdOut(set, Split.TEST, 0.5, 7));
        List<String> prints = views.stream().map(PictureSet::fingerprint).toList();
        assertEquals(views.size(), Set.copyOf(prints).size(), "different: " + prints);
        assertEquals(
                prints.get(2),
                PictureSets.select(SetSamples.memory(40, 2, 1), 0, 1).fingerprint(),
                "the same view again");
        assertEquals(
                prints.get(6),
                PictureSets.holdOut(SetSamples.memory(40, 2, 1), Split.VALIDATION, 0.5, 7)
                        .fingerprint(),
                "the same division again");
    }

    @Test
    void aClosedSetCannotBeRead() {
        PictureSet set = SetSamples.memory(2, 2, 1);
        set.close();
        set.close();
        assertThrows(IllegalStateException.class, () -> set.landmarks(0));
    }

    static byte[] pixels(PictureSet set, int index) {
        ByteBuffer buffer = ByteBuffer.allocate(set.bytes(index));
        set.pixels(index, buffer);
        assertEquals(0, buffer.remaining(), set.name(index));
        return buffer.array();
    }
}
