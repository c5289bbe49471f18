package io.lightmark.benchmarks.peer;

import com.fasterxml.jackson.jr.ob.JSON;
import io.lightmark.benchmarks.measure.Contender;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A child process that answers each line {@code step} with the loss of one training step. */
public final class PyTorchContender implements Contender {
    private static final byte[] STEP = "step\n".getBytes(StandardCharsets.US_ASCII);
    private static final int SECONDS_TO_LEAVE = 10;

    private final Process process;
    private final OutputStream questions;
    private final BufferedReader answers;
    private final String name;
    private final String description;
    private float loss = Float.NaN;

    private PyTorchContender(Process process, BufferedReader answers, String name, String description) {
        this.process = process;
        this.questions = process.getOutputStream();
        this.answers = answers;
        this.name = name;
        this.description = description;
    }

    /** Starts the child, waits until it is ready, and checks that it trains as many parameters as we do. */
    static PyTorchContender start(ProcessBuilder builder, Path state, PyTorchPeer peer, int threads, long parameters)
            throws IOException {
        Process process = builder.start();
        try {
            BufferedReader answers =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String ready = answers.readLine();
            if (ready == null) {
                throw new IOException("its child process ended before it was ready, see its message above");
            }
            Map<String, Object> about = JSON.std.mapFrom(ready);
            if (!(about.get("parameters") instanceof Number count) || count.longValue() != parameters) {
                throw new IllegalStateException("Expected PyTorch to train " + parameters + " parameters, received "
                        + about.get("parameters") + ". Fix: describe the same network on both sides.");
            }
            String description = "pytorch " + about.get("version") + ", " + threads + " thread"
                    + (threads == 1 ? "" : "s") + ", " + peer.memoryFormat() + ", " + about.get("blas");
            return new PyTorchContender(process, answers, peer.name(), description);
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        } finally {
            Files.deleteIfExists(state);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String describe() {
        return description;
    }

    @Override
    public void run() {
        try {
            questions.write(STEP);
            questions.flush();
            String answer = answers.readLine();
            if (answer == null) {
                throw new IOException("its child process ended, see its message above");
            }
            loss = Float.parseFloat(answer);
        } catch (IOException e) {
            throw new UncheckedIOException("Expected a training step from PyTorch, received: " + e.getMessage(), e);
        }
    }

    @Override
    public float[] result() {
        return new float[] {loss};
    }

    @Override
    public void close() {
        try {
            questions.close();
            if (!process.waitFor(SECONDS_TO_LEAVE, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            answers.close();
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
