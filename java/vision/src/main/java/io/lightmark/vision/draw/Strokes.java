package io.lightmark.vision.draw;

import io.lightmark.vision.image.Mats;
import io.lightmark.vision.image.Picture;
import io.lightmark.vision.image.PictureScaler;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** Draws on a matrix with anti-aliasing and sub-pixel places. Lives within the caller's {@code PointerScope}. */
final class Strokes {
    /** OpenCV takes coordinates in sixteenths of a pixel. */
    private static final int SHIFT = 4;

    private static final int FONT = opencv_imgproc.FONT_HERSHEY_SIMPLEX;
    private final Mat mat;

    Strokes(Mat mat) {
        this.mat = mat;
    }

    /** Pastes a picture, scaled to the given size, with its upper left corner at a place. */
    void paste(Picture picture, int x, int y, int width, int height) {
        Mat scaled = Mats.of(PictureScaler.resize(picture, width, height));
        scaled.copyTo(new Mat(mat, new Rect(x, y, width, height)));
    }

    /** A dot with a dark rim, so that it shows on any skin. */
    void dot(double x, double y, double radius, Ink ink) {
        circle(x, y, radius + Math.max(0.8, radius / 4), new Scalar(20, 20, 20, 0));
        circle(x, y, radius, ink.scalar());
    }

    void rectangle(Frame frame, Scalar colour) {
        opencv_imgproc.rectangle(
                mat,
                new Point(fixed(frame.left()), fixed(frame.top())),
                new Point(fixed(frame.right()), fixed(frame.bottom())),
                colour,
                1,
                opencv_imgproc.LINE_AA,
                SHIFT);
    }

    /** One line of text, shortened to a width; returns the width it took. */
    int text(String text, int x, int baseline, double scale, int maxWidth) {
        String shown = fit(printable(text), scale, maxWidth);
        opencv_imgproc.putText(
                mat,
                shown,
                new Point(x, baseline),
                FONT,
                scale,
                new Scalar(30, 30, 30, 0),
                1,
                opencv_imgproc.LINE_AA,
                false);
        return width(shown, scale);
    }

    private static String fit(String text, double scale, int maxWidth) {
        if (width(text, scale) <= maxWidth) {
            return text;
        }
        int length = text.length();
        while (length > 0 && width(text.substring(0, length) + "..", scale) > maxWidth) {
            length--;
        }
        return text.substring(0, length) + "..";
    }

    private static int width(String text, double scale) {
        try (Size size = opencv_imgproc.getTextSize(text, FONT, scale, 1, new IntPointer(1))) {
            return size.width();
        }
    }

    /** OpenCV's strokes know ASCII only. */
    private static String printable(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }

    private void circle(double x, double y, double radius, Scalar colour) {
        opencv_imgproc.circle(
                mat,
                new Point(fixed(x), fixed(y)),
                fixed(radius),
                colour,
                opencv_imgproc.FILLED,
                opencv_imgproc.LINE_AA,
                SHIFT);
    }

    /** A point far outside is moved to where it cannot be seen either: OpenCV's coordinates are limited. */
    private static int fixed(double value) {
        return (int) Math.round(Math.max(-100_000, Math.min(100_000, value)) * (1 << SHIFT));
    }
}
