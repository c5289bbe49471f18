package io.lightmark.vision.image;

import io.lightmark.error.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/** Encodes {@link Picture}s as JPEG or PNG. Missing folders are made; a failure of the disk is a {@link DataException}. */
public final class PictureWriter {
    private PictureWriter() {}

    /** Writes a PNG file, without loss. */
    public static void writePng(Path file, Picture picture) {
        write(file, png(picture));
    }

    /**
     * Writes a JPEG file.
     *
     * @param quality 1 to 100; 95 is hardly distinguishable from the original
     */
    public static void writeJpeg(Path file, Picture picture, int quality) {
        write(file, jpeg(picture, quality));
    }

    /** The bytes of a PNG file. */
    public static byte[] png(Picture picture) {
        return encode(picture, ".png");
    }

    /** The bytes of a JPEG file of the given quality, 1 to 100. */
    public static byte[] jpeg(Picture picture, int quality) {
        if (quality < 1 || quality > 100) {
            throw new IllegalArgumentException(
                    "Expected a JPEG quality of 1 to 100, received " + quality + ". Fix: use 95.");
        }
        return encode(picture, ".jpg", opencv_imgcodecs.IMWRITE_JPEG_QUALITY, quality);
    }

    private static byte[] encode(Picture picture, String kind, int... parameters) {
        OpenCv.load();
        try (PointerScope scope = new PointerScope()) {
            Mat mat = Mats.of(picture);
            BytePointer target = new BytePointer();
            boolean encoded = opencv_imgcodecs.imencode(kind, mat, target, new IntPointer(parameters));
            if (!encoded || target.limit() == 0) {
                throw new DataException(
                        kind,
                        0,
                        0,
                        "a picture that can be encoded",
                        picture.width() + "x" + picture.height(),
                        "use sides of at most 65,500 pixels.");
            }
            byte[] bytes = new byte[Math.toIntExact(target.limit())];
            target.get(bytes);
            return bytes;
        }
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.write(file, bytes);
        } catch (IOException failed) {
            throw new DataException(
                    file.toString(), 0, 0, "to write the picture", failed, "check the folder and the free space.");
        }
    }
}
