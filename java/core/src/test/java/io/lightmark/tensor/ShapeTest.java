package io.lightmark.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ShapeTest {
    @Test
    void extentsByName() {
        Shape shape = Shape.of(2, 3, 5, 7);
        assertEquals(2, shape.n());
        assertEquals(3, shape.h());
        assertEquals(5, shape.w());
        assertEquals(7, shape.c());
        assertEquals(210, shape.elements());
        assertEquals(30, shape.rows());
        assertEquals("[2x3x5x7]", shape.toString());
    }

    @Test
    void aScalarHasOneElement() {
        assertEquals(1, Shape.of().elements());
        assertEquals(0, Shape.of().rank());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void extentsAreAtLeastOne(int extent) {
        String message = assertThrows(IllegalArgumentException.class, () -> Shape.of(2, extent))
                .getMessage();
        assertTrue(message.contains("[2, " + extent + "]") && message.contains("Fix: "), message);
    }

    @Test
    void sizesNeverOverflow() {
        Shape large = Shape.of(1 << 20, 1 << 20);
        assertEquals(1L << 40, large.elements());
        assertThrows(ArithmeticException.class, large::length);
        assertThrows(ArithmeticException.class, () -> Shape.of(1 << 30, 1 << 30, 1 << 30));
    }

    @Test
    void rowsAndColumnsNeedFourDimensions() {
        String message = assertThrows(
                        IllegalStateException.class, () -> Shape.of(2, 3).h())
                .getMessage();
        assertTrue(message.contains("[2x3]"), message);
    }

    @Test
    void nobodyChangesAShape() {
        int[] dims = {2, 3};
        Shape shape = Shape.of(dims);
        dims[0] = 9;
        shape.toArray()[1] = 9;
        assertArrayEquals(new int[] {2, 3}, shape.toArray());
        assertEquals(Shape.of(2, 3), shape);
        assertEquals(Shape.of(2, 3).hashCode(), shape.hashCode());
        assertNotEquals(Shape.of(3, 2), shape);
        assertEquals(Shape.of(4, 3), shape.withN(4));
        assertEquals(Shape.of(2, 4), shape.withC(4));
    }

    @Test
    void tensorsFitTheirShape() {
        String message = assertThrows(IllegalArgumentException.class, () -> new Tensor(Shape.of(2, 2), new float[3]))
                .getMessage();
        assertTrue(message.contains("4 elements") && message.contains("received 3"), message);
        assertArrayEquals(new float[] {2, 2}, Tensor.filled(Shape.of(2), 2).data());
    }
}
