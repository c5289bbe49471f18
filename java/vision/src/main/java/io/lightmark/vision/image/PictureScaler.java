package io.lightmark.vision.image;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Makes pictures smaller by averaging (OpenCV's {@code INTER_AREA}), and moves landmarks along. */
public final class PictureScaler {
    private PictureScaler() {}

    /**
     * The picture with its longer side limited; the same object when it is small enough already.
     *
     * @param maxSide greatest width and height, at least 1
     */
    public static Picture limit(Picture picture, int maxSide) {
        if (maxSide < 1) {
            throw new IllegalArgumentException(
                    "Expected a longest side of at least 1, received " + maxSide + ". Fix: use 256.");
        }
        int longer = Math.max(picture.width(), picture.height());
        if (longer <= maxSide) {
            return picture;
        }
        double scale = (double) maxSide / longer;
        return resize(picture, scaled(picture.width(), scale), scaled(picture.height(), scale));
    }

    /** The picture averaged to a smaller size, or interpolated to a larger one. */
    public static Picture resize(Picture picture, int width, int height) {
        OpenCv.load();
        try (PointerScope scope = new PointerScope()) {
            Mat source = Mats.of(picture);
            Mat target = new Mat();
            boolean shrinks = width <= picture.width() && height <= picture.height();
            int method = shrinks ? opencv_imgproc.INTER_AREA : opencv_imgproc.INTER_LINEAR;
            opencv_imgproc.resize(source, target, new Size(width, height), 0, 0, method);
            return Mats.toPicture(target);
        }
    }

    /**
     * Landmarks of a picture after it was resized. A whole number is the centre of a pixel, so with the true ratio
     * {@code s} of the rounded sizes {@code x' = (x + ½) · s − ½}.
     *
     * @param landmarks x₁, y₁, x₂, … in pixels of {@code from}
     */
    public static float[] move(float[] landmarks, Picture from, Picture to) {
        double sx = (double) to.width() / from.width();
        double sy = (double) to.height() / from.height();
        float[] moved = new float[landmarks.length];
        for (int i = 0; i < landmarks.length; i++) {
            moved[i] = (float) ((landmarks[i] + 0.5) * (i % 2 == 0 ? sx : sy) - 0.5);
        }
        return moved;
    }

    private static int scaled(int side, double scale) {
        return Math.max(1, (int) Math.round(side * scale));
    }
}
