package io.lightmark.benchmarks.peer;

import io.lightmark.picture.Pixels;
import java.util.List;

/** A whole cascade, ready to run: decoded pictures in, landmarks out. */
public interface CascadeContender extends AutoCloseable {
    /** Name in tables and files. */
    String name();

    /** One line: version and settings. */
    String describe();

    /** The landmarks x₁, y₁, x₂, … in pixels of as many pictures as it was prepared for, one picture behind the other. */
    float[] predict(List<Pixels> pictures);

    @Override
    void close();
}
