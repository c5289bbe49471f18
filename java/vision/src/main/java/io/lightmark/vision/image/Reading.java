package io.lightmark.vision.image;

import io.lightmark.error.DataException;
import io.lightmark.vision.report.Reason;

/** The outcome of trying to read a picture: it, or why not. */
public sealed interface Reading {
    /** The picture was read completely. */
    record Done(Picture picture) implements Reading {}

    /**
     * The file was refused.
     *
     * @param file where it came from, for messages
     * @param reason the kind of defect
     * @param expected what was expected
     * @param received what was found instead
     * @param fix what the user can do
     */
    record Refused(String file, Reason reason, String expected, String received, String fix) implements Reading {
        /** One line without the file's name. */
        public String detail() {
            return "expected " + expected + ", received " + received;
        }
    }

    /** The picture, or an exception that says why there is none. */
    default Picture orThrow() {
        if (this instanceof Done done) {
            return done.picture();
        }
        Refused refused = (Refused) this;
        throw new DataException(refused.file(), 0, 0, refused.expected(), refused.received(), refused.fix());
    }
}
