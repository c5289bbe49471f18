package io.lightmark.augment;

import io.lightmark.op.Op;
import io.lightmark.op.RandomErasing;
import io.lightmark.tensor.Shape;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/** What is painted over a picture in one operation: erased rectangles, then the border's four sides. */
record Covering(Erasing erasing, Border border) implements Distortion {
    private static final long ERASING_STREAM = 0x6572617365L;
    private static final long BORDER_STREAM = 0x626f72646572L;
    private static final double MIDDLE = 127.5;
    private static final double WHITE = 255;

    /** Greatest ratio of an erased rectangle's sides. */
    private static final double ASPECT = 3;

    @Override
    public boolean isNone() {
        return erasing.isNone() && border.isNone();
    }

    @Override
    public String name() {
        return "covering";
    }

    @Override
    public Op op(Shape images) {
        return new RandomErasing(images, rectangles());
    }

    private int erased() {
        return erasing.isNone() ? 0 : erasing.count();
    }

    private int rectangles() {
        return erased() + (border.isNone() ? 0 : Border.SIDES);
    }

    @Override
    public Writer bind(DistortionInputs inputs) {
        Painter painter = new Painter(inputs, inputs.floats(this, "rectangles"), inputs.integers(this, "key"));
        return painter::write;
    }

    /** Writes the rectangles of a slot one after the other. */
    private final class Painter {
        private final DistortionInputs inputs;
        private final FloatBuffer rectangles;
        private final IntBuffer keys;
        private final int width;
        private final int height;

        Painter(DistortionInputs inputs, FloatBuffer rectangles, IntBuffer keys) {
            this.inputs = inputs;
            this.rectangles = rectangles;
            this.keys = keys;
            this.width = inputs.images().w();
            this.height = inputs.images().h();
        }

        void write(int slot, long key) {
            int begin = RandomErasing.NUMBERS * rectangles() * slot;
            for (int i = 0; i < RandomErasing.NUMBERS * rectangles(); i++) {
                rectangles.put(begin + i, 0);
            }
            Draws draws = new Draws(key, ERASING_STREAM);
            DistortionInputs.putKey(keys, slot, draws.key());
            if (!erasing.isNone() && draws.chance(erasing.probability())) {
                int count = 1 + draws.below(erased());
                for (int r = 0; r < count; r++) {
                    erase(begin + RandomErasing.NUMBERS * r, draws);
                }
            }
            Draws sides = new Draws(key, BORDER_STREAM);
            if (!border.isNone() && sides.chance(border.probability())) {
                frame(begin + RandomErasing.NUMBERS * erased(), sides);
            }
        }

        private void erase(int at, Draws draws) {
            double area = width * (double) height * draws.in(erasing.area());
            double aspect = Math.pow(ASPECT, 2 * draws.uniform() - 1);
            double across = Math.min(width, Math.max(1, Math.rint(Math.sqrt(area * aspect))));
            double down = Math.min(height, Math.max(1, Math.rint(Math.sqrt(area / aspect))));
            double left = Math.floor(draws.uniform() * (width - across + 1));
            double top = Math.floor(draws.uniform() * (height - down + 1));
            place(at, left, top, left + across, top + down);
            boolean noise = draws.chance(erasing.noise());
            for (int c = 0; c < 3; c++) {
                double level = WHITE * draws.uniform();
                rectangles.put(at + 4 + c, inputs.value(noise ? MIDDLE : level));
            }
            rectangles.put(
                    at + 7, noise ? (float) (MIDDLE * inputs.normalization().gain()) : 0);
        }

        private void frame(int at, Draws draws) {
            double left = Math.rint(width * border.share() * draws.uniform());
            double right = Math.rint(width * (1 - border.share() * draws.uniform()));
            double top = Math.rint(height * border.share() * draws.uniform());
            double bottom = Math.rint(height * (1 - border.share() * draws.uniform()));
            place(at, 0, 0, left, height);
            place(at + RandomErasing.NUMBERS, right, 0, width, height);
            place(at + 2 * RandomErasing.NUMBERS, 0, 0, width, top);
            place(at + 3 * RandomErasing.NUMBERS, 0, bottom, width, height);
            for (int side = 0; side < Border.SIDES; side++) {
                for (int c = 0; c < 3; c++) {
                    rectangles.put(at + RandomErasing.NUMBERS * side + 4 + c, inputs.value(0));
                }
            }
        }

        private void place(int at, double left, double top, double right, double bottom) {
            rectangles.put(at, (float) left);
            rectangles.put(at + 1, (float) top);
            rectangles.put(at + 2, (float) right);
            rectangles.put(at + 3, (float) bottom);
        }
    }
}
