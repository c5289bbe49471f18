package io.lightmark.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.op.CounterRandom;
import io.lightmark.op.LinearFilter;
import io.lightmark.picture.ColourShift;
import io.lightmark.picture.Frame;
import io.lightmark.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class AugmentationTest {
    private static final Augmentation ALL = Augmentation.NONE
            .withGeometry(new Geometry(1, 30, 0.3, 0.1, 0.5))
            .withColour(new ColourJitter(1, 20, 0.2, 0.1));

    @Test
    void aKeyAlwaysDrawsTheSameAndAnotherSomethingElse() {
        for (long key = 0; key < 50; key++) {
            assertEquals(ALL.draw(key), ALL.draw(key), "key " + key);
            assertNotEquals(ALL.draw(key), ALL.draw(key + 1), "key " + key);
        }
    }

    @Test
    void noneChangesNothing() {
        Frame frame = Frame.box(3, 4, 50, 30);
        for (long key = 0; key < 20; key++) {
            assertEquals(frame, Augmentation.NONE.draw(key).apply(frame), "key " + key);
        }
    }

    @Test
    void drawsStayInTheirRangesAndReachThem() {
        double[] most = new double[4];
        int flips = 0;
        int draws = 4000;
        for (int i = 0; i < draws; i++) {
            Augmentation.Draw draw = ALL.draw(CounterRandom.key(1, i, 0));
            double[] values = {
                Math.abs(Math.toDegrees(draw.angle())) / 30,
                Math.abs(Math.log(draw.scale())) / Math.log(1.3),
                Math.abs(draw.shiftU()) / 0.2,
                Math.abs(draw.colour().brightness()) / 20
            };
            for (int v = 0; v < values.length; v++) {
                assertTrue(values[v] <= 1 + 1e-9, "draw " + i + " value " + v + ": " + values[v]);
                most[v] = Math.max(most[v], values[v]);
            }
            flips += draw.flip() ? 1 : 0;
        }
        for (int v = 0; v < most.length; v++) {
            assertTrue(most[v] > 0.99, "value " + v + " reaches only " + most[v]);
        }
        assertEquals(0.5, flips / (double) draws, 0.03, "share of flips");
    }

    @Test
    void rotationKeepsTheCentreAndAllDistancesInThePicture() {
        Frame frame = Frame.box(0, 0, 80, 20);
        Augmentation rotation = Augmentation.NONE.withGeometry(new Geometry(1, 45, 0, 0, 0));
        for (long key = 0; key < 20; key++) {
            Frame changed = rotation.draw(key).apply(frame);
            assertEquals(40, changed.x(0, 0), 1e-9, "centre x, key " + key);
            assertEquals(10, changed.y(0, 0), 1e-9, "centre y, key " + key);
            assertEquals(frame.diagonal(), changed.diagonal(), 1e-9, "diagonal, key " + key);
            double across = Math.hypot(changed.x(1, 0) - changed.x(-1, 0), changed.y(1, 0) - changed.y(-1, 0));
            assertEquals(80, across, 1e-9, "width, key " + key);
        }
    }

    @Test
    void flippingSwapsSidesInPixelsAndLandmarks() {
        Augmentation always = Augmentation.NONE.withGeometry(new Geometry(0, 0, 0, 0, 1));
        Frame changed = always.draw(3).apply(Frame.box(10, 10, 30, 30));
        assertEquals(30, changed.x(-1, 0), 1e-9, "left edge shows the right");
        assertEquals(10, changed.y(0, -1), 1e-9, "top stays");
        float[] truth = {15, 15, 25, 15, 20, 20, 16, 25, 26, 25};
        float[] target = Mirror.of(5).reorder(changed.toNetwork(truth));
        assertArrayEquals(
                new float[] {-0.5f, -0.5f, 0.5f, -0.5f, 0, 0, -0.6f, 0.5f, 0.4f, 0.5f}, target, 1e-6f, "targets");
    }

    /** The numbers that the recipe for five points has drawn since it was first released; a repeated training needs them. */
    @Test
    void theModerateRecipeDrawsWhatItAlwaysDrew() {
        List<Augmentation.Draw> drawn = List.of(
                new Augmentation.Draw(
                        0.13509691900132367,
                        1.1409600953588324,
                        -0.023497982025146486,
                        0.09798633575439453,
                        true,
                        new ColourShift(
                                1.2494504672845523, 1.1227961828219206, 1.089947725746103, -18.146967887878418)),
                new Augmentation.Draw(
                        -0.33208212311337404,
                        1.1115786281812252,
                        -0.15141769409179687,
                        0.13420238494873046,
                        true,
                        new ColourShift(
                                1.2195884856157235, 1.2781898865016288, 1.2295159363520298, -5.8316779136657715)),
                new Augmentation.Draw(
                        -0.03993081320626761,
                        1.14151608602161,
                        -0.07948978424072266,
                        0.10744640350341797,
                        true,
                        new ColourShift(
                                0.8340462132011052, 0.8222470974087439, 0.9310739427416934, 1.0200095176696777)));
        for (int i = 0; i < drawn.size(); i++) {
            assertEquals(drawn.get(i), Augmentation.MODERATE.draw(CounterRandom.key(1, i, 0)), "draw " + i);
        }
    }

    /** Where it then looked, also since the first release. */
    @Test
    void theModerateRecipeLooksWhereItAlwaysLooked() {
        List<Frame> seen = List.of(
                new Frame(
                        -33.91691966819628,
                        -5.378511177747047,
                        38.83957399016947,
                        -4.610152438068898,
                        39.56973961289566,
                        58.303327195781456),
                new Frame(
                        -31.52544576589883,
                        12.683582947781723,
                        37.23695369456104,
                        10.871642526670048,
                        36.77968672688197,
                        60.92138113483081),
                new Frame(
                        -34.218184513477276,
                        1.5949343714501811,
                        37.767332258162334,
                        1.367086604100155,
                        39.92121526572349,
                        58.85282386892512));
        for (int i = 0; i < seen.size(); i++) {
            Augmentation.Draw draw = Augmentation.MODERATE.draw(CounterRandom.key(1, i, 0));
            assertEquals(seen.get(i), draw.apply(Frame.box(10, 20, 70, 90)), "draw " + i);
        }
    }

    @Test
    void aBlurThatNoStencilHoldsIsRefused() {
        Blur strong = Augmentation.STRONG.blur();
        for (int width : new int[] {48, 112, 224, 256, 384, 512, 600}) {
            LinearFilter filter = (LinearFilter) strong.op(Shape.of(1, width, width, 3));
            int needed = (int) Math.ceil(3 * strong.deviation().high() * width);
            assertEquals(Math.min(LinearFilter.MAX_RADIUS, needed), filter.radius(), "radius at width " + width);
        }
        Shape wide = Shape.of(1, 1024, 1024, 3);
        Blur gaussian = new Blur(0.1, new Range(0, 0.01), 0, Range.ZERO);
        Blur motion = new Blur(0, Range.ZERO, 0.1, new Range(0, 0.05));
        assertMessage("a width of 1024 pixels from 0.0 to 0.00732", () -> gaussian.op(wide));
        assertMessage("a width of 1024 pixels from 0.0 to 0.02929", () -> motion.op(wide));
        assertMessage("a width of 608 pixels", () -> strong.op(Shape.of(1, 608, 608, 3)));
        new Blur(0, new Range(0.2, 0.2), 0.1, new Range(0, 0.02)).op(wide);
    }

    private static void assertMessage(String part, Executable wrong) {
        String message = assertThrows(IllegalArgumentException.class, wrong).getMessage();
        assertTrue(String.valueOf(message).contains(part), message);
    }

    @Test
    void aPartWithoutItsChanceChangesNothing() {
        Augmentation never = Augmentation.NONE
                .withGeometry(new Geometry(0, 30, 0.3, 0.1, 0))
                .withColour(new ColourJitter(0, 20, 0.2, 0.1));
        Frame frame = Frame.box(3, 4, 50, 30);
        for (long key = 0; key < 20; key++) {
            assertEquals(frame, never.draw(key).apply(frame), "frame, key " + key);
            assertEquals(Augmentation.NONE.draw(key).colour(), never.draw(key).colour(), "colours, key " + key);
        }
    }

    @Test
    void wrongRangesAreRefused() {
        List<Executable> wrong = List.of(
                () -> new Geometry(1, -1, 0, 0, 0),
                () -> new Geometry(1, Double.NaN, 0, 0, 0),
                () -> new Geometry(1, 0, -0.1, 0, 0),
                () -> new Geometry(1, 0, 0, 0, 1.1),
                () -> new Geometry(-0.1, 0, 0, 0, 0),
                () -> new ColourJitter(1, 0, 1, 0),
                () -> new ColourJitter(1, 256, 0, 0),
                () -> new Range(2, 1),
                () -> new Range(Double.NaN, 1),
                () -> new Range(0, Double.POSITIVE_INFINITY),
                () -> new Blur(0.6, Range.ZERO, 0.6, Range.ZERO),
                () -> new Blur(0.1, new Range(0, 0.3), 0, Range.ZERO),
                () -> new Greyscale(0.1, new Range(0, 1.5)),
                () -> new Erasing(0.1, 17, Range.ZERO, 0),
                () -> new Erasing(0.1, 1, new Range(0.5, 1.5), 0),
                () -> new Border(0.1, 0.6),
                () -> Mirror.of(7),
                () -> Augmentation.ofName("strongest"));
        for (int i = 0; i < wrong.size(); i++) {
            assertThrows(IllegalArgumentException.class, wrong.get(i), "case " + i);
        }
    }
}
