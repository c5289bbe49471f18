package io.lightmark.metric;

import io.lightmark.landmark.LandmarkLayout;
import io.lightmark.landmark.LandmarkSpan;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The length that landmark errors are divided by, with the name and the definition that belong beside every figure:
 * errors by different lengths cannot be compared. Sources: Sagonas et al., "300 faces in-the-wild challenge", 2016
 * (inter-ocular); Zhu et al., "Face alignment across large poses", CVPR 2016 (box).
 */
public final class Normaliser {
    /** Name of the distance of the eyes' outer corners. */
    public static final String INTER_OCULAR = "inter-ocular";

    private static final String INTER_PUPIL = "inter-pupil";

    private static final Normaliser BOX = new Normaliser(
            "box",
            "√(width · height) of the box around the true landmarks",
            (truth, width, height) -> Math.sqrt(extent(truth, 0) * extent(truth, 1)));
    private static final Normaliser DIAGONAL = new Normaliser(
            "diagonal",
            "diagonal of the picture, √(width² + height²)",
            (truth, width, height) -> Math.hypot(width, height));
    private static final Normaliser IMAGE_SIDE = new Normaliser(
            "image-side",
            "side of the picture, √(width · height); 384 for the crops of 384 × 384 of the challenge that the seed reports on",
            (truth, width, height) -> Math.sqrt(width * height));

    private final String name;
    private final String definition;
    private final Length length;

    /** The length for one picture, from its true landmarks and its size. */
    @FunctionalInterface
    private interface Length {
        double of(float[] truth, double width, double height);
    }

    private Normaliser(String name, String definition, Length length) {
        this.name = name;
        this.definition = definition;
        this.length = length;
    }

    /** The diagonal of the picture. */
    public static Normaliser diagonal() {
        return DIAGONAL;
    }

    /** The side of the picture, or of the square of its area. */
    public static Normaliser imageSide() {
        return IMAGE_SIDE;
    }

    /** The side of the true landmarks' box, or of the square of its area. */
    public static Normaliser box() {
        return BOX;
    }

    /**
     * The distance between the outer corners of the eyes; landmarks without eye corners take the eyes' centres, and the
     * definition says so.
     *
     * @return empty for a number of landmarks whose eyes are not known
     */
    public static Optional<Normaliser> interOcular(int points) {
        return LandmarkLayout.of(points)
                .map(layout -> between(
                        INTER_OCULAR,
                        hasEyeCorners(layout)
                                ? "distance of the eyes' outer corners"
                                : "distance of the eyes' centres, for want of eye corners",
                        layout.interOcular()));
    }

    /**
     * The distance between the pupils: the points on them, or the means of the points around each eye.
     *
     * @return empty for a number of landmarks whose eyes are not known, or whose eye centres are {@link #interOcular}
     */
    public static Optional<Normaliser> interPupil(int points) {
        return LandmarkLayout.of(points)
                .filter(Normaliser::hasEyeCorners)
                .map(layout -> between(INTER_PUPIL, "distance of the eyes' centres", layout.interPupil()));
    }

    /** All that this number of landmarks allows, those of the face before those of the picture. */
    public static List<Normaliser> all(int points) {
        return Stream.of(
                        interOcular(points),
                        interPupil(points),
                        Optional.of(BOX),
                        Optional.of(DIAGONAL),
                        Optional.of(IMAGE_SIDE))
                .flatMap(Optional::stream)
                .toList();
    }

    /** What papers on this number of landmarks mostly divide by: inter-ocular with eye corners, else the diagonal. */
    public static Normaliser customary(int points) {
        return LandmarkLayout.of(points)
                .filter(Normaliser::hasEyeCorners)
                .flatMap(layout -> interOcular(points))
                .orElse(DIAGONAL);
    }

    /** What a figure is headed with, such as {@code inter-ocular}. */
    public String name() {
        return name;
    }

    /** What the length is, in one line. */
    public String definition() {
        return definition;
    }

    /**
     * The length for one picture in pixels; a length that is not above 0, or no number, means that this picture has none
     * and is skipped.
     *
     * @param truth the true landmarks x₁, y₁, x₂, … in pixels
     * @param width of the picture
     * @param height of the picture
     */
    public double length(float[] truth, double width, double height) {
        return length.of(truth, width, height);
    }

    @Override
    public String toString() {
        return name;
    }

    private static boolean hasEyeCorners(LandmarkLayout layout) {
        return !layout.interOcular().equals(layout.interPupil());
    }

    private static Normaliser between(String name, String words, LandmarkSpan span) {
        return new Normaliser(
                name,
                words + ", from " + points(span.from()) + " to " + points(span.to()) + ", counted from 0",
                (truth, width, height) -> span.length(truth));
    }

    private static String points(List<Integer> indices) {
        return indices.size() == 1
                ? "point " + indices.get(0)
                : "the mean of points " + indices.get(0) + "–" + indices.get(indices.size() - 1);
    }

    private static double extent(float[] truth, int axis) {
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int i = axis; i < truth.length; i += 2) {
            least = Math.min(least, truth[i]);
            greatest = Math.max(greatest, truth[i]);
        }
        return greatest - least;
    }
}
