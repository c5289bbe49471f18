package io.lightmark.vision.video;

import io.lightmark.error.DataException;
import io.lightmark.vision.image.Mats;
import io.lightmark.vision.image.OpenCv;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.global.opencv_videoio;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_videoio.VideoCapture;

/**
 * The frames of a video file or a camera, one after the other. OpenCV as it is delivered here reads Motion JPEG in AVI and
 * the cameras of Linux; other files need its FFmpeg plugin beside it, and without are refused with a way to convert them.
 *
 * <p>Times are those of a file's frame rate, and of the clock for a camera. Owns native memory: close it. One thread.
 */
public final class VideoSource implements AutoCloseable {
    private static final double USUAL_RATE = 25;
    private static final double HIGHEST_RATE = 1000;

    private final String name;
    private final VideoCapture capture;
    private final double framesPerSecond;
    private final boolean live;
    private long began;
    private long number;

    private VideoSource(String name, VideoCapture capture, boolean live) {
        this.name = name;
        this.capture = capture;
        this.live = live;
        double rate = capture.get(opencv_videoio.CAP_PROP_FPS);
        this.framesPerSecond = rate > 0 && rate <= HIGHEST_RATE ? rate : USUAL_RATE;
    }

    /**
     * Opens a file.
     *
     * @throws DataException if there is none, or its format cannot be read
     */
    public static VideoSource open(Path file) {
        OpenCv.load();
        if (!Files.isRegularFile(file)) {
            throw new DataException(file.toString(), 0, 0, "a video file", "nothing there", "check the path.");
        }
        VideoCapture capture = new VideoCapture();
        if (!capture.open(file.toString(), opencv_videoio.CAP_OPENCV_MJPEG)
                && !capture.open(file.toString(), opencv_videoio.CAP_FFMPEG)) {
            capture.close();
            throw new DataException(
                    file.toString(),
                    0,
                    0,
                    "a video that OpenCV can read: Motion JPEG in AVI, or more with its FFmpeg plugin",
                    "a file that it refuses",
                    "convert it: ffmpeg -i <video> -c:v mjpeg -q:v 3 -an converted.avi");
        }
        return new VideoSource(file.toString(), capture, false);
    }

    /**
     * Opens a camera.
     *
     * @param index 0 for the first
     * @throws DataException if there is none, or it may not be used
     */
    public static VideoSource camera(int index) {
        OpenCv.load();
        VideoCapture capture = new VideoCapture();
        if (!capture.open(index, opencv_videoio.CAP_V4L2)) {
            capture.close();
            throw new DataException(
                    "camera " + index,
                    0,
                    0,
                    "a camera that can be opened",
                    "none",
                    "check /dev/video" + index + " and its permissions, or name a video file.");
        }
        return new VideoSource("camera " + index, capture, true);
    }

    /** The file, or the camera. */
    public String name() {
        return name;
    }

    /** Frames per second as the source says; 25 where it does not. */
    public double framesPerSecond() {
        return framesPerSecond;
    }

    /**
     * The next frame; empty at the end.
     *
     * @throws DataException if a frame has no pixels
     */
    public Optional<VideoFrame> next() {
        try (PointerScope scope = new PointerScope()) {
            Mat frame = new Mat();
            if (!capture.read(frame) || frame.empty()) {
                return Optional.empty();
            }
            long now = System.nanoTime();
            began = number == 0 ? now : began;
            double seconds = live ? (now - began) * 1e-9 : number / framesPerSecond;
            return Optional.of(new VideoFrame(number++, seconds, Mats.toPicture(colour(frame))));
        }
    }

    @Override
    public void close() {
        capture.release();
        capture.close();
    }

    /** The frame with three channels of 8 bits, whatever the source delivers. */
    private Mat colour(Mat frame) {
        if (frame.type() == opencv_core.CV_8UC3) {
            return frame.isContinuous() ? frame : frame.clone();
        }
        if (frame.type() == opencv_core.CV_8UC1) {
            Mat colour = new Mat();
            opencv_imgproc.cvtColor(frame, colour, opencv_imgproc.COLOR_GRAY2BGR);
            return colour;
        }
        throw new DataException(
                name,
                0,
                0,
                "frames of one or three channels of 8 bits",
                "OpenCV's type " + frame.type(),
                "convert the video to Motion JPEG.");
    }
}
