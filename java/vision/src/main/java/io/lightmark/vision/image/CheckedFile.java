package io.lightmark.vision.image;

import io.lightmark.vision.report.Reason;

/**
 * A picture file whose frame was found complete.
 *
 * @param width columns as the header says
 * @param height rows as the header says
 * @param content what the decoder is given: without anything it does not need
 * @param length how many bytes of the content count
 */
record CheckedFile(int width, int height, byte[] content, int length) {
    /** Refuses sizes before anything is allocated for them. */
    static void requireSize(long width, long height, long maxPixels) throws BadPictureException {
        if (width == 0 || height == 0) {
            throw new BadPictureException(
                    Reason.ZERO_SIZE,
                    "a width and height of at least 1",
                    width + "x" + height,
                    "remove the picture from the list.");
        }
        if (width > maxPixels / height) {
            throw new BadPictureException(
                    Reason.TOO_LARGE,
                    "at most " + maxPixels + " pixels",
                    width + "x" + height,
                    "scale the picture down, or raise the reader's pixel limit.");
        }
    }
}
