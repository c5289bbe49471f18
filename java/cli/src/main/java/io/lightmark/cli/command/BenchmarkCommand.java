package io.lightmark.cli.command;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/**
 * {@code lightmark benchmark} without the harness: the harness is a module of its own, since the peers it measures are no
 * dependency of the library, and the launcher runs that module in place of this command.
 */
@Command(
        name = "benchmark",
        header = "Times the library beside its peers (run by the launcher, from the source tree).",
        description = {
            "The harness is the module 'benchmarks'. The launcher './lightmark benchmark' builds and runs it; this"
                    + " program alone does not contain it."
        },
        footer = {
            "  ./lightmark benchmark --help",
            "  ./lightmark benchmark --network cascade48 --batch 1 --threads 1 --peer onnxruntime --json b.json"
        })
public final class BenchmarkCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Unmatched
    private List<String> arguments = new ArrayList<>();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Expected the benchmarks module, received this program without it. Fix: in the source tree run"
                        + " './lightmark benchmark" + (arguments.isEmpty() ? "" : " " + String.join(" ", arguments))
                        + "'.");
    }
}
