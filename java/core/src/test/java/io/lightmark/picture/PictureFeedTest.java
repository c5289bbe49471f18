package io.lightmark.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lightmark.backend.Plan;
import io.lightmark.backend.reference.ReferenceBackend;
import io.lightmark.data.AnnotatedPicture;
import io.lightmark.data.MemoryPictureSet;
import io.lightmark.data.PictureSet;
import io.lightmark.data.Split;
import io.lightmark.graph.Program;
import io.lightmark.graph.Value;
import io.lightmark.op.CropResize;
import io.lightmark.op.Operand;
import io.lightmark.op.Pass;
import io.lightmark.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What arrives at the network is what the frame says: checked on a picture whose colours are its coordinates. */
class PictureFeedTest {
    private static final int WIDTH = 40;
    private static final int HEIGHT = 30;
    private static final Shape INPUT = Shape.of(2, 6, 8, 3);
    private static final Preprocessing PLAIN =
            new Preprocessing(new Normalization(1, 0), 1, CropResize.Border.REPLICATE);

    static Stream<Frame> frames() {
        return Stream.of(
                Frame.whole(WIDTH, HEIGHT),
                Frame.box(5.25, 3.5, 21, 17.75),
                new Frame(-10, 0, 20, 0, 8, 15),
                new Frame(6, -5, 19, 4, 7, 14.5));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void eachOutputPixelShowsThePlaceItsFrameNames(Frame frame) {
        try (ReferenceBackend backend = new ReferenceBackend();
                Plan plan = backend.plan(program(PLAIN, 2 * 3 * WIDTH * HEIGHT))) {
            PictureFeed feed = new PictureFeed(plan, INPUT, PLAIN.normalization());
            feed.begin();
            feed.put(0, Pixels.of(coordinates(), WIDTH, HEIGHT), frame);
            int offset = feed.append(set(), 0);
            feed.place(1, offset, WIDTH, HEIGHT, frame, ColourShift.NONE);
            plan.run();
            float[] seen = new float[INPUT.length()];
            plan.read(plan.program().value("y"), seen);
            for (int slot = 0; slot < 2; slot++) {
                for (int row = 0; row < INPUT.h(); row++) {
                    for (int column = 0; column < INPUT.w(); column++) {
                        double u = (2 * column + 1.0) / INPUT.w() - 1;
                        double v = (2 * row + 1.0) / INPUT.h() - 1;
                        int at = 3 * ((slot * INPUT.h() + row) * INPUT.w() + column);
                        String name = frame + " slot " + slot + " row " + row + " column " + column;
                        assertEquals(4 * frame.x(u, v), seen[at], 1e-3, "x, " + name);
                        assertEquals(4 * frame.y(u, v), seen[at + 1], 1e-3, "y, " + name);
                    }
                }
            }
        }
    }

    @Test
    void aCutOutGivesTheSamePixelsAsTheWholePictureWhereverTheFrameLies() {
        List<Frame> frames = List.of(
                Frame.square(0, 0, 20),
                Frame.square(WIDTH - 1, HEIGHT - 1, 9),
                Frame.square(-30, 5, 12),
                Frame.square(20, 200, 12),
                Frame.square(20, 15, 300),
                Frame.square(20, 15, 0.5),
                new Frame(15, -12, 2, 12, 15, 28));
        for (CropResize.Border border : CropResize.Border.values()) {
            Preprocessing preprocessing = new Preprocessing(Normalization.UNIT, 4, border);
            for (Frame frame : frames) {
                try (ReferenceBackend backend = new ReferenceBackend();
                        Plan plan = backend.plan(program(preprocessing, 2 * 3 * WIDTH * HEIGHT))) {
                    PictureFeed feed = new PictureFeed(plan, INPUT, preprocessing.normalization());
                    feed.begin();
                    feed.put(0, Pixels.of(coordinates(), WIDTH, HEIGHT), frame);
                    feed.place(1, feed.append(set(), 0), WIDTH, HEIGHT, frame, ColourShift.NONE);
                    plan.run();
                    float[] seen = new float[INPUT.length()];
                    plan.read(plan.program().value("y"), seen);
                    int half = seen.length / 2;
                    assertArrayEquals(
                            java.util.Arrays.copyOfRange(seen, half, seen.length),
                            java.util.Arrays.copyOf(seen, half),
                            2e-4f,
                            border + " " + frame);
                }
            }
        }
    }

    @Test
    void coloursAreShiftedAboutTheMiddleThenNormalised() {
        try (ReferenceBackend backend = new ReferenceBackend();
                Plan plan = backend.plan(program(PLAIN, 6))) {
            byte[] pixel = {10, (byte) 128, (byte) 250};
            PictureSet one = new MemoryPictureSet(
                    List.of(new AnnotatedPicture("one", Split.TRAIN, 1, 1, pixel, new float[] {0, 0})), 1);
            PictureFeed feed = new PictureFeed(plan, INPUT, Normalization.UNIT);
            feed.begin();
            feed.place(0, feed.append(one, 0), 1, 1, Frame.whole(1, 1), new ColourShift(0.5, 2, 1.5, 7));
            feed.fillRest(1);
            plan.run();
            float[] seen = new float[INPUT.length()];
            plan.read(plan.program().value("y"), seen);
            double[] bytes = {0.5 * (10 - 128) + 128 + 7, 135, 1.5 * (250 - 128) + 128 + 7};
            for (int i = 0; i < seen.length; i++) {
                assertEquals(bytes[i % 3] / 127.5 - 1, seen[i], 1e-5, "element " + i);
            }
        }
    }

    @Test
    void aPictureBeyondTheBlockIsRefused() {
        try (ReferenceBackend backend = new ReferenceBackend();
                Plan plan = backend.plan(program(PLAIN, 3 * WIDTH * HEIGHT - 1))) {
            PictureFeed feed = new PictureFeed(plan, INPUT, PLAIN.normalization());
            feed.begin();
            assertThrows(IllegalArgumentException.class, () -> feed.append(set(), 0), "set");
            Pixels picture = Pixels.of(coordinates(), WIDTH, HEIGHT);
            assertThrows(
                    IllegalArgumentException.class, () -> feed.put(0, picture, Frame.whole(WIDTH, HEIGHT)), "picture");
            assertThrows(IllegalArgumentException.class, () -> Pixels.of(new byte[5], 1, 2), "too few bytes");
            assertThrows(IllegalArgumentException.class, () -> Pixels.of(new byte[5], 0, 2), "no width");
        }
    }

    private static Program program(Preprocessing preprocessing, long sourceBytes) {
        CropResize op = new CropResize(INPUT, sourceBytes, preprocessing.samples(), preprocessing.border());
        Program.Builder program = new Program.Builder();
        Map<String, Value> operands = new HashMap<>();
        for (Operand operand : op.operands(Pass.FORWARD)) {
            operands.put(
                    operand.name(),
                    program.value(
                            operand.name(),
                            operand.shape(),
                            operand.dtype(),
                            operand.isWritten() ? Value.Role.OUTPUT : Value.Role.INPUT));
        }
        program.step("input", op, Pass.FORWARD, operands);
        return program.build();
    }

    private static PictureSet set() {
        return new MemoryPictureSet(
                List.of(new AnnotatedPicture("ramp", Split.TRAIN, WIDTH, HEIGHT, coordinates(), new float[] {0, 0})),
                1);
    }

    private static byte[] coordinates() {
        byte[] bgr = new byte[3 * WIDTH * HEIGHT];
        for (int row = 0; row < HEIGHT; row++) {
            for (int column = 0; column < WIDTH; column++) {
                int at = 3 * (row * WIDTH + column);
                bgr[at] = (byte) (4 * column);
                bgr[at + 1] = (byte) (4 * row);
                bgr[at + 2] = (byte) (row * 31 ^ column * 17);
            }
        }
        return bgr;
    }
}
