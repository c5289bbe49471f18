package io.lightmark.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class MeanFaceTest {
    @Test
    void placeAndSizeOfFacesDoNotCount() {
        MeanFace face = new MeanFace(2);
        face.add(new float[] {10, 20, 14, 20});
        face.add(new float[] {-300, 5, -100, 5});
        assertArrayEquals(new float[] {-1, 0, 1, 0}, face.landmarks(), 1e-6f, "two points side by side");
    }

    @Test
    void facesWithoutAShapeAreLeftOut() {
        MeanFace face = new MeanFace(2);
        face.add(new float[] {7, 7, 7, 7});
        assertArrayEquals(new float[4], face.landmarks(), 0, "no face");
        face.add(new float[] {0, 0, 0, 8});
        assertArrayEquals(new float[] {0, -1, 0, 1}, face.landmarks(), 1e-6f, "one face");
        assertThrows(IllegalArgumentException.class, () -> face.add(new float[6]), "another kind");
    }
}
