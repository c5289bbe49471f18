package io.lightmark.graph;

import io.lightmark.tensor.DType;
import io.lightmark.tensor.Shape;

/**
 * One array of a program.
 *
 * @param id its index in the program
 * @param name unique within the program; weights carry their file names
 * @param shape its extents, batch included
 * @param dtype its element type
 * @param role who writes it, who reads it, how long it lives
 */
public record Value(int id, String name, Shape shape, DType dtype, Role role) {
    /** What a value is for, which decides where it lives. */
    public enum Role {
        /** Written by the host before a run; keeps its contents until written again. */
        INPUT,
        /**
         * An input that seldom changes and may be large, such as all pictures of a training: written by the host, then
         * handed over by {@code Plan.upload}, so that a device need not fetch it again for every run.
         */
        RESIDENT,
        /** Written by a run, read by the host. */
        OUTPUT,
        /** A weight: kept between runs, read and written by the host between runs, saved in model files. */
        PARAMETER,
        /** Kept between runs like a weight, but no weight: optimiser moments. */
        STATE,
        /** Lives within one run; shares memory with others. */
        TRANSIENT;

        /** Whether the contents outlive a run. */
        public boolean isPersistent() {
            return this != TRANSIENT;
        }

        /** Whether it lies in a host buffer of the plan. */
        public boolean isHostVisible() {
            return isInput() || this == OUTPUT;
        }

        /** Whether the host writes it and a run only reads it. */
        public boolean isInput() {
            return this == INPUT || this == RESIDENT;
        }
    }

    public long bytes() {
        return shape.elements() * dtype.bytes();
    }
}
