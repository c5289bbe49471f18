package io.lightmark.vision.image;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** Pictures as OpenCV matrices. The matrices belong to the caller's {@code PointerScope}. */
public final class Mats {
    private Mats() {}

    /** A copy of the picture as a matrix of three channels of 8 bits. */
    public static Mat of(Picture picture) {
        OpenCv.load();
        Mat mat = new Mat(picture.height(), picture.width(), opencv_core.CV_8UC3);
        mat.data().put(picture.bgr(), 0, picture.bgr().length);
        return mat;
    }

    /** A copy of a continuous matrix of three channels of 8 bits. */
    public static Picture toPicture(Mat mat) {
        if (mat.type() != opencv_core.CV_8UC3 || !mat.isContinuous() || mat.empty()) {
            throw new IllegalArgumentException(
                    "Expected a continuous matrix of three channels of 8 bits, received type " + mat.type() + " of "
                            + mat.cols() + "x" + mat.rows() + ". Fix: convert or copy it first.");
        }
        byte[] pixels = new byte[Math.toIntExact(3L * mat.cols() * mat.rows())];
        try (BytePointer data = mat.data()) {
            data.get(pixels);
        }
        return new Picture(mat.cols(), mat.rows(), pixels);
    }
}
