package io.lightmark.vision.draw;

import io.lightmark.vision.image.Mats;
import io.lightmark.vision.image.OpenCv;
import io.lightmark.vision.image.Picture;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Draws landmarks and a crop on a picture. */
public final class LandmarkPainter {
    private static final int LEGIBLE = 200;

    private LandmarkPainter() {}

    /** The picture with marks on it, enlarged by a whole factor where its longer side is below 200 pixels. */
    public static Picture paint(Picture picture, List<Marks> marks, Optional<Frame> crop) {
        OpenCv.load();
        int longer = Math.max(picture.width(), picture.height());
        int factor = (LEGIBLE + longer - 1) / longer;
        try (PointerScope scope = new PointerScope()) {
            Mat mat = new Mat(picture.height() * factor, picture.width() * factor, opencv_core.CV_8UC3);
            paint(mat, picture, marks, crop);
            return Mats.toPicture(mat);
        }
    }

    /** Fills a matrix with the picture and its marks. */
    static void paint(Mat mat, Picture picture, List<Marks> marks, Optional<Frame> crop) {
        Strokes strokes = new Strokes(mat);
        int width = mat.cols();
        int height = mat.rows();
        strokes.paste(picture, 0, 0, width, height);
        double sx = (double) width / picture.width();
        double sy = (double) height / picture.height();
        crop.ifPresent(frame -> {
            Frame scaled = new Frame(
                    place(frame.left(), sx),
                    place(frame.top(), sy),
                    place(frame.right(), sx),
                    place(frame.bottom(), sy));
            strokes.rectangle(scaled, new Scalar(60, 220, 255, 0));
        });
        double radius = Math.max(1.5, Math.min(width, height) / 105.0);
        for (Marks layer : marks) {
            float[] points = layer.points();
            for (int i = 0; i < points.length; i += 2) {
                if (Float.isFinite(points[i]) && Float.isFinite(points[i + 1])) {
                    strokes.dot(
                            place(points[i], sx),
                            place(points[i + 1], sy),
                            radius * layer.ink().size(),
                            layer.ink());
                }
            }
        }
    }

    /** The part of a matrix that a cell's picture takes, sharing its pixels. */
    static Mat region(Mat mat, int x, int y, int width, int height) {
        return new Mat(mat, new Rect(x, y, width, height));
    }

    private static double place(double value, double scale) {
        return (value + 0.5) * scale - 0.5;
    }
}
