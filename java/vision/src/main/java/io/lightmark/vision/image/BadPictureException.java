package io.lightmark.vision.image;

import io.lightmark.vision.report.Reason;

/** Carries a finding from a file format's check to the reader, which makes it a {@link Reading.Refused}. */
final class BadPictureException extends Exception {
    private static final long serialVersionUID = 1L;
    final Reason reason;
    final String expected;
    final String received;
    final String fix;

    BadPictureException(Reason reason, String expected, String received, String fix) {
        super(expected + ", " + received, null, false, false);
        this.reason = reason;
        this.expected = expected;
        this.received = received;
        this.fix = fix;
    }

    static BadPictureException truncated(String expected, String received) {
        return new BadPictureException(
                Reason.TRUNCATED, expected, received, "copy or download the file again; it was cut off.");
    }

    static BadPictureException corrupt(String expected, String received) {
        return new BadPictureException(
                Reason.CORRUPT, expected, received, "copy or download the file again, or remove it from the list.");
    }

    static BadPictureException unsupported(String expected, String received) {
        return new BadPictureException(
                Reason.UNSUPPORTED, expected, received, "save the picture as an ordinary JPEG or PNG.");
    }
}
