package io.lightmark.vision.synthetic;

import io.lightmark.data.AnnotatedPicture;
import io.lightmark.data.MemoryPictureSet;
import io.lightmark.data.PictureSet;
import io.lightmark.data.Split;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Generated faces with five exact landmarks, for the demo and for tests: image-left eye, image-right eye, tip of the
 * nose, image-left and image-right corner of the mouth. A simple head in three dimensions is turned (yaw ±35°, pitch ±14°,
 * roll ±25°), put anywhere in a cluttered picture at a size of a quarter to three quarters of its height, and painted
 * with shapes; so the face varies in place and size as in photos, and a second level has something to gain.
 *
 * <p>Picture {@code i} depends on the seed and on {@code i} alone. Of ten pictures eight are for training, one for
 * validation and one for testing.
 *
 * @param seed any number
 * @param width typical width in pixels, at least 48; single pictures differ by an eighth
 * @param height typical height in pixels, at least 48
 */
public record SyntheticFaces(long seed, int width, int height) {
    private static final int SMALLEST = 48;
    private static final int LARGEST = 4096;
    private static final double MARGIN = 0.05;

    public SyntheticFaces {
        if (width < SMALLEST || height < SMALLEST || width > LARGEST || height > LARGEST) {
            throw new IllegalArgumentException("Expected a width and height of 48 to 4096 pixels, received " + width
                    + "x" + height + ". Fix: use 178x218.");
        }
    }

    /** Faces of CelebA's aligned size, 178 × 218. */
    public SyntheticFaces(long seed) {
        this(seed, 178, 218);
    }

    /** What a picture shows, before it is painted. */
    record Scene(int columns, int rows, HeadShape head, FaceTraits traits, Pose pose, double lightAngle) {
        /** The same with the head elsewhere. */
        Scene with(Pose newPose) {
            return new Scene(columns, rows, head, traits, newPose, lightAngle);
        }

        float[] landmarks() {
            double[] exact = FacePainter.landmarks(pose, head, traits);
            float[] landmarks = new float[exact.length];
            for (int i = 0; i < exact.length; i++) {
                landmarks[i] = (float) exact[i];
            }
            return landmarks;
        }
    }

    Scene scene(int index) {
        Dice dice = new Dice(seed, index, 1);
        int columns = (int) Math.round(width * dice.between(0.875, 1.125));
        int rows = (int) Math.round(height * dice.between(0.875, 1.125));
        HeadShape head = HeadShape.roll(new Dice(seed, index, 2));
        FaceTraits traits = FaceTraits.roll(new Dice(seed, index, 3));
        Pose pose = pose(dice, head, traits, columns, rows);
        return new Scene(columns, rows, head, traits, pose, dice.between(0, 2 * Math.PI));
    }

    /** One face. Safe to call from several threads. */
    public AnnotatedPicture face(int index) {
        Scene scene = scene(index);
        Canvas canvas = Scenery.paint(scene.columns(), scene.rows(), new Dice(seed, index, 4));
        new FacePainter(canvas, scene.pose(), scene.head(), scene.traits(), scene.lightAngle()).paint();
        Camera.expose(canvas, new Dice(seed, index, 5));
        return new AnnotatedPicture(
                name(index), split(index), scene.columns(), scene.rows(), canvas.toBytes(), scene.landmarks());
    }

    /** The first {@code count} faces in memory, drawn by all processors. */
    public PictureSet pictures(int count) {
        List<AnnotatedPicture> faces =
                IntStream.range(0, count).parallel().mapToObj(this::face).toList();
        return new MemoryPictureSet(faces, 5);
    }

    /**
     * Writes the first {@code count} faces as a folder in CelebA's layout: JPEGs of quality 95, both landmark lists,
     * boxes and splits.
     *
     * @param folder made if it is missing; what is in it is overwritten where the names are the same
     */
    public void write(Path folder, int count) {
        SyntheticFolder.write(this, folder, count);
    }

    static Split split(int index) {
        return switch (index % 10) {
            case 8 -> Split.VALIDATION;
            case 9 -> Split.TEST;
            default -> Split.TRAIN;
        };
    }

    private static String name(int index) {
        return String.format(Locale.ROOT, "%06d.jpg", index + 1);
    }

    private static Pose pose(Dice dice, HeadShape head, FaceTraits traits, int columns, int rows) {
        double extent = head.chin() - head.top();
        double share = StrictMath.exp(dice.between(StrictMath.log(0.27), StrictMath.log(0.78)));
        double scale = share * Math.min(rows, 1.25 * columns) / extent;
        Pose centred = new Pose(
                StrictMath.toRadians(dice.between(-35, 35)),
                StrictMath.toRadians(dice.between(-14, 14)),
                StrictMath.toRadians(dice.between(-25, 25)),
                scale,
                0,
                0);
        double[] marks = FacePainter.landmarks(centred, head, traits);
        double[] box = head.outline(centred, head.top(), head.chin(), 1);
        double x = place(dice, columns, low(marks, 0), high(marks, 0), low(box, 0), high(box, 0));
        double y = place(dice, rows, low(marks, 1), high(marks, 1), low(box, 1), high(box, 1));
        return centred.at(x, y);
    }

    /** A place at which all landmarks are inside, and not much of the head is cut off. */
    private static double place(Dice dice, int extent, double lowMark, double highMark, double low, double high) {
        double cut = 0.12 * (high - low);
        double first = Math.max(MARGIN * extent - lowMark, -low - cut);
        double last = Math.min((1 - MARGIN) * extent - highMark, extent - high + cut);
        double at = dice.between(0, 1);
        return first < last ? first + at * (last - first) : (first + last) / 2;
    }

    private static double low(double[] points, int axis) {
        return IntStream.range(0, points.length / 2)
                .mapToDouble(i -> points[2 * i + axis])
                .min()
                .orElseThrow();
    }

    private static double high(double[] points, int axis) {
        return IntStream.range(0, points.length / 2)
                .mapToDouble(i -> points[2 * i + axis])
                .max()
                .orElseThrow();
    }
}
