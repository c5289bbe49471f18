package io.lightmark.benchmarks.depthwise;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lightmark.backend.Backend;
import io.lightmark.benchmarks.BackendChoice;
import io.lightmark.benchmarks.measure.Machine;
import io.lightmark.benchmarks.measure.Quantiles;
import io.lightmark.error.LightmarkException;
import io.lightmark.op.Activate;
import io.lightmark.op.Activation;
import io.lightmark.op.Pass;
import io.lightmark.tensor.Shape;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Times the depthwise layers of two published networks and compares each with a copy of as many bytes. */
@Command(
        name = "depthwise-table",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Times depthwise layers, forward and backward, beside the rate at which the device copies memory.")
public final class DepthwiseTableCommand implements Callable<Integer> {
    private static final long MEBI = 1 << 20;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--device",
            defaultValue = "cuda",
            description = "Our device: cuda, cuda:N, cuda:stand-in, cpu, reference (default ${DEFAULT-VALUE}).")
    private String device = "";

    @Option(names = "--threads", defaultValue = "1", description = "Threads of the CPU (default ${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--batch",
            split = ",",
            defaultValue = "1,32,128",
            description = "Pictures per call (default ${DEFAULT-VALUE}).")
    private List<Integer> batches = new ArrayList<>();

    @Option(names = "--only", defaultValue = "", description = "Only layers whose line contains this, such as 'k5'.")
    private String only = "";

    @Option(names = "--calls", defaultValue = "100", description = "Least calls per run (default ${DEFAULT-VALUE}).")
    private int calls;

    @Option(
            names = "--rotate",
            paramLabel = "MIB",
            defaultValue = "256",
            description = "What calls rotate through; more than twice the cache (default ${DEFAULT-VALUE}).")
    private long rotate;

    @Option(
            names = "--copy",
            paramLabel = "MIB",
            defaultValue = "512",
            description = "Size of the array that is copied to learn the device's rate (default ${DEFAULT-VALUE}).")
    private int copy;

    @Option(
            names = "--copy-rate",
            paramLabel = "GB/S",
            defaultValue = "0",
            description = "The rate of copies as something else measured it; the greater one counts.")
    private double foreignRate;

    @Option(
            names = "--millis",
            defaultValue = "300",
            description = "Measured time per layer (default ${DEFAULT-VALUE}).")
    private int millis;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures to this file.")
    private @Nullable Path json;

    /** Runs the command and ends the process: 0 done, 1 the run failed, 2 wrong usage. */
    public static void main(String[] arguments) {
        System.exit(run(arguments, new PrintWriter(System.out, true, UTF_8), new PrintWriter(System.err, true, UTF_8)));
    }

    /** Runs the command; returns its exit code. */
    public static int run(String[] arguments, PrintWriter out, PrintWriter err) {
        return new CommandLine(new DepthwiseTableCommand())
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    err.println(failure instanceof LightmarkException ? failure.getMessage() : failure.toString());
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .execute(arguments);
    }

    /** A layer that fails, for want of memory perhaps, does not keep the others from being measured. */
    @Override
    public Integer call() throws IOException {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        BackendChoice choice = choice(line);
        try (Backend backend = choice.open(threads)) {
            DepthwiseReport report = measure(backend, line.getErr());
            line.getOut().println(report.machine().model() + ", " + report.date());
            line.getOut().print(report.toMarkdown());
            line.getOut().flush();
            if (json != null) {
                Files.writeString(json, report.toJson(), UTF_8);
            }
            return report.failures().isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }
    }

    private BackendChoice choice(CommandLine line) {
        try {
            requirePositive("--threads", threads);
            requirePositive("--calls", calls);
            requirePositive("--copy", copy);
            batches.forEach(batch -> requirePositive("--batch", batch));
            return new BackendChoice(device, BackendChoice.Simd.AUTO);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(line, String.valueOf(e.getMessage()), e);
        }
    }

    private static void requirePositive(String option, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(
                    "Expected " + option + " of at least 1, received " + value + ". Fix: use 1 or more.");
        }
    }

    private DepthwiseReport measure(Backend backend, PrintWriter notes) {
        double ownRate = copyRate(backend);
        double rate = Math.max(ownRate, foreignRate * 1e9);
        String method = String.format(
                Locale.ROOT,
                "the greater of %.1f GB/s, our elementwise ReLU over %d MiB, and %.1f GB/s given by --copy-rate",
                ownRate / 1e9,
                copy,
                foreignRate);
        notes.println("copy rate: " + method);
        List<DepthwiseRow> rows = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (int batch : batches) {
            for (DepthwiseLayer layer : DepthwiseLayer.ALL) {
                if (layer.toString().contains(only)) {
                    for (Pass pass : Pass.values()) {
                        String what = layer + ", batch " + batch + ", " + pass;
                        notes.println("measuring " + what);
                        try {
                            rows.add(row(backend, layer, batch, pass, rate));
                        } catch (LightmarkException | IllegalArgumentException e) {
                            notes.println("failed: " + e.getMessage());
                            failures.add(what + ": " + e.getMessage());
                        }
                    }
                }
            }
        }
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return new DepthwiseReport(Machine.of(backend), today, backend.describe(), rate, method, rows, failures);
    }

    private DepthwiseRow row(Backend backend, DepthwiseLayer layer, int batch, Pass pass, double rate) {
        try (RepeatedCalls repeated = RepeatedCalls.of(backend, layer.op(batch), pass, calls, rotate * MEBI)) {
            Quantiles micros = repeated.measure(millis);
            return new DepthwiseRow(
                    layer,
                    batch,
                    pass,
                    layer.op(batch).bytes(pass),
                    repeated.calls(),
                    repeated.sets(),
                    micros.at(0.1),
                    micros.median(),
                    micros.at(0.9),
                    rate);
        }
    }

    /** ReLU reads and writes every element once and does next to nothing else. */
    private double copyRate(Backend backend) {
        int floats = (int) (copy * MEBI / Float.BYTES);
        Activate relu = new Activate(Shape.of(1, floats), Activation.RELU);
        try (RepeatedCalls repeated = RepeatedCalls.of(backend, relu, Pass.FORWARD, Math.min(calls, 20), 0)) {
            return relu.bytes(Pass.FORWARD) / repeated.measure(millis).at(0) * 1e6;
        }
    }
}
