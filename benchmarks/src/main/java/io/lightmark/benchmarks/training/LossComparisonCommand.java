package io.lightmark.benchmarks.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.jr.ob.JSON;
import io.lightmark.backend.Backend;
import io.lightmark.cascade.CascadeListener;
import io.lightmark.cascade.CascadeOptions;
import io.lightmark.cascade.CascadePresets;
import io.lightmark.cascade.LandmarkCascade;
import io.lightmark.data.PackedDataset;
import io.lightmark.data.PictureSet;
import io.lightmark.device.Devices;
import io.lightmark.error.LightmarkException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Trains one level from the same start, on the same batches, on several devices, and compares the losses step by step.
 * Rounding differs between devices and grows from step to step, so the first steps must agree closely, the later ones
 * only in their course.
 */
@Command(
        name = "loss-comparison",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Trains the same run on several devices and compares their losses step by step.")
public final class LossComparisonCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--data", required = true, paramLabel = "FILE", description = "A packed dataset.")
    private Path data = Path.of("");

    @Option(
            names = "--device",
            split = ",",
            defaultValue = "cpu,cuda",
            description = "Devices; the others are compared with the first (default ${DEFAULT-VALUE}).")
    private List<String> devices = new ArrayList<>();

    @Option(names = "--steps", defaultValue = "200", description = "Length of the run (default ${DEFAULT-VALUE}).")
    private long steps;

    @Option(names = "--batch", defaultValue = "64", description = "Pictures per step (default ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--compared-steps",
            defaultValue = "20",
            description = "Steps whose losses must agree (default ${DEFAULT-VALUE}).")
    private int comparedSteps;

    @Option(
            names = "--tolerance",
            defaultValue = "1e-3",
            description = "Greatest relative difference of those losses (default ${DEFAULT-VALUE}).")
    private double tolerance;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures to this file.")
    private @Nullable Path json;

    /** The losses of a run, and its speed. */
    private record Run(String device, String runtime, List<Double> losses, double imagesPerSecond) {
        Map<String, Object> toMap() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("device", device);
            map.put("runtime", runtime);
            map.put("imagesPerSecond", imagesPerSecond);
            map.put("losses", losses);
            return map;
        }
    }

    /** Runs the command and ends the process: 0 the losses agree, 1 they do not or a run failed, 2 wrong usage. */
    public static void main(String[] arguments) {
        System.exit(run(arguments, new PrintWriter(System.out, true, UTF_8), new PrintWriter(System.err, true, UTF_8)));
    }

    /** Runs the command; returns its exit code. */
    public static int run(String[] arguments, PrintWriter out, PrintWriter err) {
        return new CommandLine(new LossComparisonCommand())
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    err.println(failure instanceof LightmarkException ? failure.getMessage() : failure.toString());
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .execute(arguments);
    }

    @Override
    public Integer call() throws IOException {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        requireUsage(line);
        List<Run> runs = new ArrayList<>();
        try (PackedDataset pictures = PackedDataset.open(data)) {
            for (String device : devices) {
                runs.add(train(device, pictures));
            }
        }
        double difference = runs.stream()
                .mapToDouble(run -> difference(runs.get(0), run))
                .max()
                .orElse(0);
        print(line.getOut(), runs, difference);
        if (json != null) {
            Files.writeString(json, toJson(runs, difference), UTF_8);
        }
        return difference <= tolerance ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private void requireUsage(CommandLine line) {
        for (String device : devices) {
            if (!Devices.isName(device)) {
                throw new ParameterException(
                        line,
                        "Expected devices of " + Devices.names() + " or cuda:N, received '" + device
                                + "'. Fix: use some of these.");
            }
        }
        if (steps < 1 || batch < 1 || comparedSteps < 1) {
            throw new ParameterException(
                    line,
                    "Expected at least 1 for --steps, --batch and --compared-steps, received " + steps + ", " + batch
                            + " and " + comparedSteps + ". Fix: use positive numbers.");
        }
    }

    private Run train(String device, PictureSet pictures) {
        CascadeOptions options = CascadePresets.DEFAULT
                .withLevels(1)
                .withEach(level ->
                        level.withPreset(level.preset().withBatch(batch)).withSteps(steps));
        List<Double> losses = new ArrayList<>();
        double[] imagesPerSecond = new double[1];
        CascadeListener listener = new CascadeListener() {
            @Override
            public void stepped(StepReport report) {
                losses.add((double) report.loss());
                imagesPerSecond[0] = report.imagesPerSecond();
            }
        };
        try (Backend backend = Devices.open(device, 0).backend()) {
            LandmarkCascade.train(pictures, options, backend, listener);
            return new Run(device, backend.describe(), losses, imagesPerSecond[0]);
        }
    }

    /** The greatest relative difference of the losses that must agree. */
    private double difference(Run first, Run other) {
        double greatest = 0;
        for (int step = 0; step < Math.min(comparedSteps, first.losses().size()); step++) {
            double expected = first.losses().get(step);
            double relative = Math.abs(other.losses().get(step) - expected) / Math.abs(expected);
            greatest = Double.isNaN(relative) ? Double.POSITIVE_INFINITY : Math.max(greatest, relative);
        }
        return greatest;
    }

    private void print(PrintWriter out, List<Run> runs, double difference) {
        for (Run run : runs) {
            out.println(String.format(
                    Locale.ROOT,
                    "%s (%s): loss %.5f at first, %.5f at last, %.0f images/s",
                    run.device(),
                    run.runtime(),
                    run.losses().get(0),
                    run.losses().get(run.losses().size() - 1),
                    run.imagesPerSecond()));
        }
        out.println(String.format(
                Locale.ROOT,
                "greatest relative difference of the first %d losses: %.1e (allowed: %.1e)",
                comparedSteps,
                difference,
                tolerance));
        out.flush();
    }

    private String toJson(List<Run> runs, double difference) throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("table", "training");
        map.put("steps", steps);
        map.put("batch", batch);
        map.put("comparedSteps", comparedSteps);
        map.put("tolerance", tolerance);
        map.put("greatestRelativeDifference", difference);
        map.put("runs", runs.stream().map(Run::toMap).toList());
        return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(map) + "\n";
    }
}
