package io.lightmark.vision.image;

import io.lightmark.error.DataException;
import io.lightmark.vision.report.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Reads JPEG, PNG and BMP files into {@link Picture}s with OpenCV.
 *
 * <p>The content decides what a file is, not its name, and nothing but these three formats reaches OpenCV. The frame of
 * the file is checked first: size limit, end marker, checksums, see {@link JpegFrame}, {@link PngFrame} and {@link
 * BmpFrame}; a truncated file is refused, never half read. One-channel, palette, CMYK, 16-bit and transparent pictures
 * become three channels of 8 bits; transparency is dropped. An EXIF orientation is ignored on purpose: landmarks refer
 * to the pixels as stored. Files are only read. Safe for concurrent use.
 */
public final class PictureReader {
    /** Pixels that are accepted unless told otherwise: 64 · 2²⁰. */
    public static final long DEFAULT_MAX_PIXELS = 64L << 20;

    private static final long MAX_FILE_BYTES = 512L << 20;
    private static final int AS_STORED = opencv_imgcodecs.IMREAD_COLOR | opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;

    private final long maxPixels;

    public PictureReader() {
        this(DEFAULT_MAX_PIXELS);
    }

    /** A reader that refuses pictures of more pixels before decoding them; at most 2²⁹. */
    public PictureReader(long maxPixels) {
        if (maxPixels < 1 || maxPixels > 1L << 29) {
            throw new IllegalArgumentException("Expected a limit of 1 to 2^29 pixels, received " + maxPixels
                    + ". Fix: scale larger pictures down.");
        }
        this.maxPixels = maxPixels;
    }

    /**
     * Reads a file.
     *
     * @throws DataException with the file and the reason when there is no whole picture in it
     */
    public Picture read(Path file) {
        return attempt(file).orThrow();
    }

    /**
     * Reads a picture from the bytes of a file.
     *
     * @param name for messages
     * @throws DataException with the name and the reason when there is no whole picture in them
     */
    public Picture read(String name, byte[] content) {
        return attempt(name, content).orThrow();
    }

    /** Reads a file; a defect of the file is an answer, not an exception. */
    public Reading attempt(Path file) {
        try {
            if (!Files.exists(file)) {
                return new Reading.Refused(
                        file.toString(), Reason.MISSING, "a picture file", "nothing there", "check the path.");
            }
            if (!Files.isRegularFile(file)) {
                return new Reading.Refused(
                        file.toString(), Reason.UNREADABLE, "a picture file", "no regular file", "check the path.");
            }
            long size = Files.size(file);
            if (size > MAX_FILE_BYTES) {
                return new Reading.Refused(
                        file.toString(),
                        Reason.TOO_LARGE,
                        "a file of at most " + MAX_FILE_BYTES + " bytes",
                        size + " bytes",
                        "save the picture compressed or smaller.");
            }
            return attempt(file.toString(), Files.readAllBytes(file));
        } catch (IOException failed) {
            return new Reading.Refused(
                    file.toString(),
                    Reason.UNREADABLE,
                    "a readable file",
                    failed.toString(),
                    "check the permissions and the disk.");
        }
    }

    /** Reads a picture from the bytes of a file; a defect of the content is an answer, not an exception. */
    public Reading attempt(String name, byte[] content) {
        try {
            CheckedFile checked = check(content);
            return decode(name, checked);
        } catch (BadPictureException bad) {
            return new Reading.Refused(name, bad.reason, bad.expected, bad.received, bad.fix);
        }
    }

    private CheckedFile check(byte[] content) throws BadPictureException {
        if (content.length == 0) {
            throw new BadPictureException(
                    Reason.EMPTY_FILE, "a picture", "a file of 0 bytes", "copy or download the file again.");
        }
        if (Bytes.startsWith(content, 0xff, 0xd8, 0xff)) {
            return JpegFrame.check(content, maxPixels);
        }
        if (Bytes.startsWith(content, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
            return PngFrame.check(content, maxPixels);
        }
        if (Bytes.startsWith(content, 'B', 'M')) {
            return BmpFrame.check(content, maxPixels);
        }
        throw new BadPictureException(
                Reason.NOT_A_PICTURE,
                "the first bytes of a JPEG, PNG or BMP file",
                firstBytes(content),
                "save the picture as JPEG or PNG.");
    }

    private static Reading decode(String name, CheckedFile file) {
        OpenCv.load();
        try (PointerScope scope = new PointerScope();
                BytePointer bytes = new BytePointer(file.length())) {
            bytes.put(file.content(), 0, file.length());
            Mat encoded = new Mat(1, file.length(), opencv_core.CV_8UC1, bytes);
            Mat decoded = opencv_imgcodecs.imdecode(encoded, AS_STORED);
            if (decoded.empty() || decoded.type() != opencv_core.CV_8UC3 || !decoded.isContinuous()) {
                return undecodable(name, "content that OpenCV cannot decode");
            }
            if (decoded.cols() != file.width() || decoded.rows() != file.height()) {
                return undecodable(
                        name,
                        decoded.cols() + "x" + decoded.rows() + " pixels for a header of " + file.width() + "x"
                                + file.height());
            }
            return new Reading.Done(Mats.toPicture(decoded));
        } catch (RuntimeException refused) {
            return undecodable(name, "an error of OpenCV: " + refused.getMessage());
        }
    }

    private static Reading undecodable(String name, String received) {
        return new Reading.Refused(
                name,
                Reason.CORRUPT,
                "a picture that can be decoded",
                received,
                "copy or download the file again, or remove it from the list.");
    }

    private static String firstBytes(byte[] content) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(8, content.length); i++) {
            text.append(i == 0 ? "" : " ").append(String.format(java.util.Locale.ROOT, "%02X", content[i]));
        }
        return text.toString();
    }
}
