package io.lightmark.train;

import io.lightmark.backend.Plan;
import io.lightmark.graph.PictureInput;

/** Where training samples come from. It holds no position: the trainer says which samples it wants. */
public interface BatchSource {
    /** Samples of an epoch. */
    int size();

    /** How a batch's pictures enter the program. */
    PictureInput input(int batch);

    /** Ties the source to the inputs of a plan, of which it fills the pictures and {@code target}. */
    Filler bind(Plan plan, int batch);

    /** A short text that identifies the samples, for provenance. */
    String fingerprint();

    /** Fills a plan's inputs. */
    @FunctionalInterface
    interface Filler {
        /**
         * Fills all slots.
         *
         * @param samples index of each slot's sample
         * @param keys random key of each slot; the same sample and key always give the same input
         */
        void fill(int[] samples, long[] keys);
    }
}
