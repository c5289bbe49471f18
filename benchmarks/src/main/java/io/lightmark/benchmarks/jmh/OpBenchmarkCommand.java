package io.lightmark.benchmarks.jmh;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lightmark.benchmarks.BackendChoice;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Times single operations with JMH and prints each with its multiply-adds, its bytes and the two rates. */
@Command(
        name = "op-benchmark",
        mixinStandardHelpOptions = true,
        description = "Times single operations with JMH; prints microseconds, multiply-adds and bytes per call.")
public final class OpBenchmarkCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--set",
            split = ",",
            defaultValue = "CASCADE48_INFERENCE",
            description = "Sets of problems: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
    private List<OpProblems> sets = new ArrayList<>();

    @Option(names = "--only", defaultValue = "", description = "Only problems whose description contains this.")
    private String only = "";

    @Option(names = "--list", description = "Print the problems and time nothing.")
    private boolean list;

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

    @Option(names = "--threads", defaultValue = "1", description = "Threads (default ${DEFAULT-VALUE}).")
    private int threads;

    @Option(names = "--iterations", defaultValue = "5", description = "Iterations (default ${DEFAULT-VALUE}).")
    private int iterations;

    @Option(
            names = "--millis",
            defaultValue = "300",
            description = "Length of an iteration (default ${DEFAULT-VALUE}).")
    private int millis;

    @Option(names = "--forks", defaultValue = "1", description = "JVMs started per problem (default ${DEFAULT-VALUE}).")
    private int forks;

    /** Runs the command and ends the process: 0 done, 1 the run failed, 2 wrong usage. */
    public static void main(String[] arguments) {
        System.exit(run(arguments, new PrintWriter(System.out, true, UTF_8), new PrintWriter(System.err, true, UTF_8)));
    }

    /** Runs the command; returns its exit code. */
    public static int run(String[] arguments, PrintWriter out, PrintWriter err) {
        return new CommandLine(new OpBenchmarkCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(out)
                .setErr(err)
                .execute(arguments);
    }

    @Override
    public Integer call() throws RunnerException {
        PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
        List<OpProblem> problems = sets.stream()
                .flatMap(set -> set.problems().stream())
                .filter(problem -> problem.describe().contains(only))
                .toList();
        if (list || problems.isEmpty()) {
            problems.forEach(problem -> out.println(problem.describe()));
            return CommandLine.ExitCode.OK;
        }
        out.println("| problem | µs | ± | multiply-adds | bytes | G multiply-adds/s | GB/s |");
        out.println("| --- | --: | --: | --: | --: | --: | --: |");
        for (RunResult result : time(problems)) {
            OpProblem problem = OpProblems.find(result.getParams().getParam("problem"));
            double micros = result.getPrimaryResult().getScore();
            out.printf(
                    Locale.ROOT,
                    "| %s | %.2f | %s | %d | %d | %.2f | %.2f |%n",
                    problem.describe(),
                    micros,
                    error(result.getPrimaryResult().getScoreError()),
                    problem.multiplyAdds(),
                    problem.bytes(),
                    problem.multiplyAdds() / micros / 1e3,
                    problem.bytes() / micros / 1e3);
        }
        return CommandLine.ExitCode.OK;
    }

    /** Half of the 99.9 % confidence interval, which takes at least three iterations. */
    private static String error(double micros) {
        return Double.isNaN(micros) ? "" : String.format(Locale.ROOT, "%.2f", micros);
    }

    private Collection<RunResult> time(List<OpProblem> problems) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(OpBenchmark.class.getName())
                .param("problem", problems.stream().map(OpProblem::describe).toArray(String[]::new))
                .param("device", device)
                .param("simd", simd.name())
                .param("threads", Integer.toString(threads))
                .forks(forks)
                .warmupIterations(forks == 0 ? 0 : 3)
                .warmupTime(TimeValue.milliseconds(millis))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.milliseconds(millis))
                .verbosity(VerboseMode.SILENT);
        return new Runner(options.build()).run();
    }
}
