package io.lightmark.vision.image;

import io.lightmark.op.CounterRandom;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/** Pictures and picture files made of numbers. */
public final class TestPictures {
    private TestPictures() {}

    /** Smooth colours with some noise, different for every seed. */
    public static Picture of(int width, int height, long seed) {
        byte[] bgr = new byte[3 * width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < 3; c++) {
                    int at = 3 * (y * width + x) + c;
                    double smooth = 110 + 60 * Math.sin((x + 3 * c) * 0.2 + seed) + 40 * Math.cos(y * 0.15 * (c + 1));
                    bgr[at] = (byte) (smooth + 20 * CounterRandom.uniform(seed, at));
                }
            }
        }
        return new Picture(width, height, bgr);
    }

    /** A file of a picture with another number of channels or bits, as OpenCV writes it. */
    public static byte[] encoded(String extension, int type, int width, int height) {
        OpenCv.load();
        try (PointerScope scope = new PointerScope()) {
            Mat mat = new Mat(height, width, type);
            byte[] content = new byte[Math.toIntExact(mat.total() * mat.elemSize())];
            for (int i = 0; i < content.length; i++) {
                content[i] = (byte) (i * 7 % 251);
            }
            mat.data().put(content, 0, content.length);
            BytePointer target = new BytePointer();
            if (!opencv_imgcodecs.imencode(extension, mat, target)) {
                throw new IllegalStateException("no encoder for " + extension);
            }
            byte[] bytes = new byte[Math.toIntExact(target.limit())];
            target.get(bytes);
            return bytes;
        }
    }

    static int grey8() {
        return opencv_core.CV_8UC1;
    }

    static int grey16() {
        return opencv_core.CV_16UC1;
    }

    static int bgr16() {
        return opencv_core.CV_16UC3;
    }

    static int bgra8() {
        return opencv_core.CV_8UC4;
    }

    static int bgr8() {
        return opencv_core.CV_8UC3;
    }

    /** A JPEG with a segment put behind its start marker. */
    static byte[] withSegment(byte[] jpeg, int marker, byte[] payload) {
        byte[] result = new byte[jpeg.length + payload.length + 4];
        result[0] = jpeg[0];
        result[1] = jpeg[1];
        result[2] = (byte) 0xff;
        result[3] = (byte) marker;
        result[4] = (byte) ((payload.length + 2) >> 8);
        result[5] = (byte) (payload.length + 2);
        System.arraycopy(payload, 0, result, 6, payload.length);
        System.arraycopy(jpeg, 2, result, 6 + payload.length, jpeg.length - 2);
        return result;
    }
}
