package io.lightmark.cli.plot;

import java.io.PrintWriter;
import java.io.UncheckedIOException;

/**
 * Keeps a missing font from spoiling a run: Java's font support fails in several ways on machines without fonts, and a
 * chart is not worth a trained model. Failures of the disk are failures all the same.
 */
public final class PlotGuard {
    private PlotGuard() {}

    /** Draws, or says why it cannot. */
    public static void draw(PrintWriter err, Runnable drawing) {
        try {
            drawing.run();
        } catch (UncheckedIOException disk) {
            throw disk;
        } catch (LinkageError | InternalError | RuntimeException noFonts) {
            err.println("plots are left out: " + noFonts + ". Fix: see 'lightmark doctor', fonts.");
            err.flush();
        }
    }
}
