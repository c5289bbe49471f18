package io.lightmark.vision.video;

import io.lightmark.error.DataException;
import io.lightmark.vision.image.Mats;
import io.lightmark.vision.image.OpenCv;
import io.lightmark.vision.image.Picture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_videoio;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_videoio.VideoWriter;

/**
 * Writes frames as Motion JPEG in an AVI file, which players and {@link VideoSource} read everywhere. The first frame says
 * how large all are. Owns native memory: close it, which completes the file. One thread.
 *
 * <p>Until then the frames are in a hidden file beside the target: a target that is there already stays whole, even if it
 * is the video being read.
 */
public final class VideoTarget implements AutoCloseable {
    private static final String ENDING = ".avi";

    private final Path file;
    private final Path unfinished;
    private final double framesPerSecond;
    private final VideoWriter writer = new VideoWriter();
    private int width;
    private int height;
    private boolean closed;

    private VideoTarget(Path file, double framesPerSecond) {
        Path absolute = file.toAbsolutePath();
        this.file = file;
        this.unfinished = absolute.resolveSibling("." + absolute.getFileName() + "." + UUID.randomUUID() + ENDING);
        this.framesPerSecond = framesPerSecond;
    }

    /**
     * A file to write or, once it is complete, to replace; its folder is made if it is missing.
     *
     * @param file its name ends with {@code .avi}
     * @throws IllegalArgumentException for another ending
     */
    public static VideoTarget create(Path file, double framesPerSecond) {
        OpenCv.load();
        if (!file.toString().endsWith(ENDING) || !(framesPerSecond > 0)) {
            throw new IllegalArgumentException("Expected a file that ends with " + ENDING + " and a frame rate above 0,"
                    + " received " + file + " and " + framesPerSecond + ". Fix: rename it.");
        }
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Expected a folder that can be written for " + file + ", received " + e + ". Fix: check the path.",
                    e);
        }
        return new VideoTarget(file, framesPerSecond);
    }

    /**
     * Appends a frame.
     *
     * @throws DataException if the file cannot be written
     */
    public void add(Picture picture) {
        if (width == 0) {
            begin(picture);
        }
        if (picture.width() != width || picture.height() != height) {
            throw new IllegalArgumentException("Expected frames of " + width + "x" + height + ", received "
                    + picture.width() + "x" + picture.height() + ". Fix: scale them to one size.");
        }
        try (PointerScope scope = new PointerScope()) {
            writer.write(Mats.of(picture));
        }
    }

    /**
     * Completes the file and puts it in place; without a frame there is none.
     *
     * @throws DataException if it cannot be put there; the message says where the frames are
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        writer.release();
        writer.close();
        if (!Files.exists(unfinished)) {
            return;
        }
        try {
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new DataException(
                    file.toString(),
                    0,
                    0,
                    "to put the video in place",
                    e.toString(),
                    "check the path, and rename " + unfinished + ", which holds it.");
        }
    }

    private void begin(Picture picture) {
        width = picture.width();
        height = picture.height();
        int code = VideoWriter.fourcc((byte) 'M', (byte) 'J', (byte) 'P', (byte) 'G');
        try (PointerScope scope = new PointerScope()) {
            Size size = new Size(width, height);
            if (!writer.open(
                    unfinished.toString(), opencv_videoio.CAP_OPENCV_MJPEG, code, framesPerSecond, size, true)) {
                throw new DataException(
                        file.toString(), 0, 0, "to write a video", "a refusal", "check the folder and the free space.");
            }
        }
    }
}
