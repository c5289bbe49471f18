package io.lightmark.benchmarks.peer;

import io.lightmark.benchmarks.TrainingProblem;
import io.lightmark.format.SafeTensorsWriter;
import io.lightmark.format.TensorInfo;
import io.lightmark.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * PyTorch on the CPU, as a child process that takes a training step whenever it is asked. An optional peer: where
 * {@code /usr/bin/python3} cannot import {@code torch}, it says so and is left out. Knows {@code cascade48} only.
 *
 * @param memoryFormat {@code default} (NCHW) or {@code channels_last}
 */
public record PyTorchPeer(String memoryFormat) implements TrainingPeer {
    /** PyTorch's own order of maps. */
    public static final PyTorchPeer DEFAULT = new PyTorchPeer("default");

    /** Maps in NHWC. */
    public static final PyTorchPeer CHANNELS_LAST = new PyTorchPeer("channels_last");

    private static final String PYTHON = "/usr/bin/python3";
    private static final String SCRIPT = "pytorch_train.py";

    @Override
    public String name() {
        return this.equals(DEFAULT) ? "pytorch" : "pytorch-" + memoryFormat.replace('_', '-');
    }

    @Override
    public Optional<String> missing() {
        if (!Files.isExecutable(Path.of(PYTHON))) {
            return Optional.of("no " + PYTHON + "; Fix: install Debian's python3-torch");
        }
        try {
            Process probe = new ProcessBuilder(PYTHON, "-c", "import torch")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            probe.getOutputStream().close();
            return probe.waitFor() == 0
                    ? Optional.empty()
                    : Optional.of(PYTHON + " cannot import torch; Fix: install Debian's python3-torch");
        } catch (IOException e) {
            return Optional.of(PYTHON + " does not start: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted while looking for it");
        }
    }

    @Override
    public PyTorchContender prepare(TrainingProblem problem, int threads) {
        if (!problem.network().name().equals("cascade48")) {
            throw new IllegalArgumentException("Expected network cascade48 for PyTorch, received "
                    + problem.network().name() + ". Fix: leave the peer out, or describe the network in " + SCRIPT
                    + ".");
        }
        int points = problem.network().output().c() / 2;
        try {
            Path state = Files.createTempFile("lightmark-pytorch", ".safetensors");
            write(state, problem);
            List<String> command = List.of(
                    PYTHON,
                    "-c",
                    script(),
                    "--state",
                    state.toString(),
                    "--threads",
                    Integer.toString(threads),
                    "--batch",
                    Integer.toString(problem.batch()),
                    "--points",
                    Integer.toString(points),
                    "--dropout",
                    String.format(Locale.ROOT, "%s", problem.dropout()),
                    "--rate",
                    Float.toString(TrainingProblem.RATE),
                    "--momentum",
                    Float.toString(TrainingProblem.MOMENTUM),
                    "--weight-decay",
                    Float.toString(TrainingProblem.WEIGHT_DECAY),
                    "--memory-format",
                    memoryFormat);
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
            builder.environment().put("OPENBLAS_NUM_THREADS", Integer.toString(threads));
            return PyTorchContender.start(
                    builder, state, this, threads, problem.network().parameters());
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to start PyTorch's child process, received: " + e.getMessage(), e);
        }
    }

    private static void write(Path file, TrainingProblem problem) {
        Map<String, Tensor> tensors = new LinkedHashMap<>(problem.weights().asMap());
        tensors.put("input", new Tensor(problem.network().input().withN(problem.batch()), problem.pixels()));
        tensors.put("target", new Tensor(problem.network().output().withN(problem.batch()), problem.target()));
        List<TensorInfo> infos = new ArrayList<>();
        tensors.forEach((name, tensor) -> infos.add(TensorInfo.declare(name, tensor.shape())));
        try (SafeTensorsWriter writer = SafeTensorsWriter.create(file, Map.of(), infos)) {
            tensors.values().forEach(tensor -> writer.write(tensor.data()));
            writer.commit();
        }
    }

    private static String script() throws IOException {
        try (InputStream in = PyTorchPeer.class.getResourceAsStream(SCRIPT)) {
            if (in == null) {
                throw new IOException("Expected " + SCRIPT + " beside the class. Fix: build the benchmarks module.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
