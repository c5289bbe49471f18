package io.lightmark.augment;

import io.lightmark.graph.DistortionRule;

/** A part of a recipe that is an operation of its own behind the crop. */
public sealed interface Distortion extends DistortionRule permits Blur, MedianBlur, Greyscale, Noise, Jpeg, Covering {
    /** Whether it never changes anything. */
    boolean isNone();

    /** Ties the part to the inputs of a plan that was lowered with it. */
    Writer bind(DistortionInputs inputs);

    /** Writes what is drawn for a sample into the plan's inputs. */
    @FunctionalInterface
    interface Writer {
        /**
         * Replaces what the slot held before, also where nothing is to change.
         *
         * @param slot place in the batch
         * @param key of the sample, the same for all parts
         */
        void write(int slot, long key);
    }
}
