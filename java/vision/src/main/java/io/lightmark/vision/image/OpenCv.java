package io.lightmark.vision.image;

import io.lightmark.error.DeviceException;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.global.opencv_videoio;

/** Loads OpenCV's native libraries once, on first use. */
public final class OpenCv {
    private OpenCv() {}

    /**
     * Makes sure that OpenCV can be called.
     *
     * @throws DeviceException if its native libraries are missing or do not fit
     */
    public static void load() {
        Holder.FAILURE.ifPresent(cause -> {
            throw new DeviceException(
                    "OpenCV's native libraries for this platform",
                    cause,
                    "add org.bytedeco:opencv and org.bytedeco:openblas with the classifier of this platform, and check"
                            + " that the folder of -Dorg.bytedeco.javacpp.cachedir (default ~/.javacpp) can be"
                            + " written.",
                    cause);
        });
    }

    /** OpenCV's version, such as {@code 4.13.0}. */
    public static String version() {
        load();
        try (BytePointer text = opencv_core.getVersionString()) {
            return text.getString();
        }
    }

    /** The first attempt's result is kept: a second attempt would only fail with a less helpful message. */
    private static final class Holder {
        static final Optional<Throwable> FAILURE = attempt();

        private static Optional<Throwable> attempt() {
            try {
                Loader.load(opencv_core.class);
                Loader.load(opencv_imgproc.class);
                Loader.load(opencv_imgcodecs.class);
                Loader.load(opencv_videoio.class);
                return Optional.empty();
            } catch (LinkageError | RuntimeException missing) {
                return Optional.of(missing);
            }
        }
    }
}
