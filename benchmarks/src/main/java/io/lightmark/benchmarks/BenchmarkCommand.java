package io.lightmark.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lightmark.benchmarks.measure.Protocol;
import io.lightmark.benchmarks.peer.Peers;
import io.lightmark.benchmarks.report.MarkdownTable;
import io.lightmark.benchmarks.report.Report;
import io.lightmark.benchmarks.report.Row;
import io.lightmark.benchmarks.task.Task;
import io.lightmark.cascade.CascadeLevel;
import io.lightmark.cascade.LandmarkCascade;
import io.lightmark.models.NetworkCatalogue;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of the harness: {@code lightmark benchmark} hands over to {@link #main}. */
@Command(
        name = "benchmark",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Times lightmark beside its peers, in turn, in one process, after checking that their results agree.",
            "",
            "Tasks: forward (one level, pixels to prediction), cascade (all levels, from decoded pictures),",
            "file (all levels, from JPEG files), training (forward, backward, update).",
            "Prints a Markdown table; --json writes the same with all details."
        })
public final class BenchmarkCommand implements Callable<Integer> {
    private static final long WEIGHT_SEED = 1;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--network", defaultValue = "cascade48", description = "Network: ${DEFAULT-VALUE}.")
    private String network = "";

    @Option(
            names = "--points",
            defaultValue = "5",
            description = "Landmarks of the network (default ${DEFAULT-VALUE}).")
    private int points;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "A trained cascade; its first level's network is the network. Default: fixed random weights.")
    private @Nullable Path model;

    @Option(
            names = "--photo",
            paramLabel = "FILE",
            description = "Photos for cascade and file, taken in turn. Default: generated faces of about 640x480.")
    private List<Path> photos = new ArrayList<>();

    @Option(
            names = "--task",
            split = ",",
            defaultValue = "forward",
            description = "Tasks: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
    private List<Task> tasks = new ArrayList<>();

    @Option(
            names = "--batch",
            split = ",",
            defaultValue = "1",
            description = "Pictures per run (default ${DEFAULT-VALUE}).")
    private List<Integer> batches = new ArrayList<>();

    @Option(
            names = "--training-batch",
            defaultValue = "128",
            description = "Pictures per training step (default ${DEFAULT-VALUE}).")
    private int trainingBatch;

    @Option(names = "--threads", split = ",", defaultValue = "1", description = "Threads (default ${DEFAULT-VALUE}).")
    private List<Integer> threads = new ArrayList<>();

    @Option(
            names = "--device",
            defaultValue = "cpu",
            description = "Our device: cpu, cuda, cuda:N, cuda:stand-in, reference, auto (default ${DEFAULT-VALUE}).")
    private String device = "";

    @Option(
            names = "--simd",
            defaultValue = "auto",
            description = "Instruction set of the CPU: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
    private BackendChoice.Simd simd = BackendChoice.Simd.AUTO;

    @Option(
            names = "--peer",
            split = ",",
            description = "Runtimes to run beside us: ${COMPLETION-CANDIDATES} (default none).")
    private List<Peers> peers = new ArrayList<>();

    @Option(names = "--quick", description = "Short blocks: for a look, not for a record.")
    private boolean quick;

    @Option(
            names = "--protocol",
            split = ",",
            paramLabel = "MILLIS",
            description =
                    "Warm-up, lead-in and block in milliseconds, and the number of blocks (default 2000,50,250,10).")
    private List<Integer> protocol = new ArrayList<>();

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures to this file.")
    private @Nullable Path json;

    @Option(
            names = "--record",
            paramLabel = "WHAT",
            description = "Also keep the figures as <results>/<device>/<date>-WHAT.json.")
    private @Nullable String record;

    @Option(
            names = "--results",
            paramLabel = "FOLDER",
            defaultValue = "benchmarks/results",
            description = "Where --record keeps figures (default ${DEFAULT-VALUE}).")
    private Path results = Path.of("");

    /** Runs the command and ends the process: 0 done, 1 the run failed, 2 wrong usage. */
    public static void main(String[] arguments) {
        System.exit(run(arguments, new PrintWriter(System.out, true, UTF_8), new PrintWriter(System.err, true, UTF_8)));
    }

    /** Runs the command; returns its exit code. */
    public static int run(String[] arguments, PrintWriter out, PrintWriter err) {
        return new CommandLine(new BenchmarkCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    err.println(failure.getMessage());
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .execute(arguments);
    }

    @Override
    public Integer call() throws IOException {
        CommandLine line = java.util.Objects.requireNonNull(spec).commandLine();
        Request request = request(line);
        Report report = new Harness(choice(line), line.getErr()::println).run(request);
        PrintWriter out = line.getOut();
        out.println(report.machine().model() + ", " + report.machine().cores() + " cores, " + report.date());
        out.println(report.protocol().describe() + ".");
        out.println();
        out.print(MarkdownTable.of(report.rows().stream().map(Row::toMap).toList()));
        out.flush();
        if (json != null) {
            report.write(json);
        }
        if (record != null) {
            Path kept = report.place(results, record);
            report.write(kept);
            out.println("kept in " + kept);
        }
        return CommandLine.ExitCode.OK;
    }

    private Request request(CommandLine line) {
        try {
            photos.forEach(BenchmarkCommand::requireFile);
            LandmarkCascade cascade = cascade();
            CascadeLevel first = cascade.levels().get(0);
            return new Request(
                    first.network(),
                    model == null ? FixedWeights.draw(first.network(), WEIGHT_SEED) : first.weights(),
                    cascade,
                    photos,
                    tasks,
                    batches,
                    trainingBatch,
                    threads,
                    peers,
                    protocol());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(line, String.valueOf(e.getMessage()), e);
        }
    }

    private BackendChoice choice(CommandLine line) {
        try {
            return new BackendChoice(device, simd);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(line, String.valueOf(e.getMessage()), e);
        }
    }

    private Protocol protocol() {
        if (protocol.isEmpty()) {
            return quick ? Protocol.QUICK : Protocol.DEFAULT;
        }
        if (protocol.size() != 4) {
            throw new IllegalArgumentException("Expected four numbers for --protocol, received " + protocol
                    + ". Fix: give warm-up, lead-in, block and the number of blocks, as in 2000,50,250,10.");
        }
        return new Protocol(protocol.get(0), protocol.get(1), protocol.get(2), protocol.get(3));
    }

    private LandmarkCascade cascade() {
        if (model != null) {
            requireFile(model);
            return LandmarkCascade.load(model);
        }
        return FixedCascade.of(NetworkCatalogue.standard().network(network, points), WEIGHT_SEED);
    }

    private static void requireFile(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "Expected a file, received '" + file + "', which is none. Fix: check the path.");
        }
    }
}
