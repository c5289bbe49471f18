package io.lightmark.benchmarks.peer;

import io.lightmark.benchmarks.measure.Contender;
import java.nio.FloatBuffer;

/** A network's forward pass, ready to run: pixels in, prediction out. */
public interface ForwardContender extends Contender {
    /**
     * The live input, float32, direct, in the order that the contender asks of its callers ([n,h,w,c] unless its
     * description says otherwise); written before {@link #run()} and kept until written again.
     */
    FloatBuffer input();

    /** Writes the whole input from pixels in the order [n,h,w,c]. */
    default void feed(float[] pixels) {
        input().duplicate().clear().put(pixels);
    }
}
