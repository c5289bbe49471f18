package io.lightmark.vision.annotation;

import io.lightmark.error.DataException;
import java.nio.file.Path;

/** A way to write down landmarks of photos: how to recognise it and how to read it. */
public interface AnnotationFormat {
    /** The word that chooses it, such as {@code pts}. */
    String name();

    /** One clause for people: what lies where. */
    String layout();

    /** Whether a folder or file looks like this format; reads names and at most the beginning of a file. */
    boolean recognises(Path source);

    /**
     * Reads everything but the pictures.
     *
     * @throws DataException with file, line and column if something cannot be understood
     */
    Annotations open(Path source);
}
