package io.lightmark.cli.experiment;

import io.lightmark.cascade.CascadeListener;
import io.lightmark.cli.output.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Keeps the loss of every step and every validation on the disk, so that the curve of a run that was cut off and resumed
 * is whole. A line per event, flushed at once: {@code step,<steps done>,<loss>,<rate>,<seconds>} or {@code
 * validation,<steps done>,<error>,<seconds>}. A resumed run drops what lies beyond the checkpoint that it goes on from.
 */
final class CurveLog implements CascadeListener, AutoCloseable {
    private final Path file;
    private final LongSupplier nanoTime;
    private double before;
    private long began;
    private Writer writer = Writer.nullWriter();

    CurveLog(Path file, LongSupplier nanoTime) {
        this.file = file;
        this.nanoTime = nanoTime;
    }

    @Override
    public void started(long step, long steps) {
        List<String> kept = RunCurve.linesUpTo(file, step);
        before = RunCurve.ofLines(kept).seconds();
        began = nanoTime.getAsLong();
        AtomicFile.write(file, text(kept).getBytes(StandardCharsets.UTF_8));
        close();
        try {
            writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public void stepped(StepReport report) {
        append(String.format(
                Locale.ROOT, "step,%d,%s,%s,%.3f", report.step() + 1, report.loss(), report.rate(), seconds()));
    }

    @Override
    public void validated(ValidationReport report) {
        append(String.format(Locale.ROOT, "validation,%d,%s,%.3f", report.steps(), report.score(), seconds()));
    }

    @Override
    public void close() {
        try {
            writer.close();
            writer = Writer.nullWriter();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private double seconds() {
        return before + (nanoTime.getAsLong() - began) * 1e-9;
    }

    private void append(String line) {
        try {
            writer.write(line + "\n");
            writer.flush();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static String text(List<String> lines) {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    private UncheckedIOException failure(IOException e) {
        return new UncheckedIOException(
                "Expected a file for the loss of every step, received " + file + " (" + e
                        + "). Fix: check the permissions and the free space.",
                e);
    }
}
