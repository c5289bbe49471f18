package io.lightmark.cli;

import io.lightmark.cli.command.AugmentCommand;
import io.lightmark.cli.command.BenchmarkCommand;
import io.lightmark.cli.command.DemoCommand;
import io.lightmark.cli.command.DoctorCommand;
import io.lightmark.cli.command.EvaluateCommand;
import io.lightmark.cli.command.ExperimentCommand;
import io.lightmark.cli.command.InspectCommand;
import io.lightmark.cli.command.JitterCommand;
import io.lightmark.cli.command.KernelsCommand;
import io.lightmark.cli.command.PackCommand;
import io.lightmark.cli.command.PredictCommand;
import io.lightmark.cli.command.TrainCommand;
import io.lightmark.cli.experiment.Experiment;
import io.lightmark.cli.experiment.Experiments;
import io.lightmark.cli.option.StrictDecimal;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root command {@code lightmark}. Exit codes: 0 done, 1 the run failed, 2 wrong usage, 3 the GPU was lost. */
@Command(
        name = "lightmark",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        showDefaultValues = true,
        usageHelpWidth = 100,
        usageHelpAutoWidth = false,
        synopsisHeading = "%n",
        descriptionHeading = "%n",
        parameterListHeading = "%nParameters:%n",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:the run failed; the message says why",
            "2:wrong usage: unknown option, missing file, bad value",
            "3:the GPU was lost to this process: start it again, and resume"
        },
        header = "Light-weight facial-landmark networks, trained and run on the CPU.",
        description = {
            "A cascade finds landmarks (eyes, nose, mouth corners) in a photo: level 1 looks at the whole"
                    + " picture, level 2 looks again at a square around the face.",
            "",
            "New here? Run 'lightmark demo', then 'lightmark <command> --help'."
        },
        footer = {
            "  lightmark demo                                      # everything in three minutes",
            "  lightmark doctor                                    # what this machine offers",
            "  lightmark train cascade --data photos --out face.safetensors",
            "  lightmark evaluate --model face.safetensors --data photos",
            "  lightmark predict --model face.safetensors holiday.jpg"
        },
        subcommands = {
            DemoCommand.class,
            PackCommand.class,
            AugmentCommand.class,
            TrainCommand.class,
            EvaluateCommand.class,
            PredictCommand.class,
            JitterCommand.class,
            ExperimentCommand.class,
            BenchmarkCommand.class,
            InspectCommand.class,
            KernelsCommand.class,
            DoctorCommand.class
        })
public final class Lightmark implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Print the stack trace of a failure (also: -Dlightmark.debug=true).")
    private boolean debug;

    Lightmark() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        PrintWriter out = writer(System.out);
        PrintWriter err = writer(System.err);
        int code = run(out, err, arguments);
        out.flush();
        err.flush();
        System.exit(code);
    }

    /** Runs a command and returns its exit code. */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return commandLine().setOut(out).setErr(err).execute(arguments);
    }

    /** The command line with all its commands, ready to execute. */
    public static CommandLine commandLine() {
        return commandLine(Experiments.all());
    }

    /** The same with other experiments. */
    static CommandLine commandLine(List<Experiment> experiments) {
        Lightmark root = new Lightmark();
        CommandLine line = new CommandLine(root);
        CommandLine experiment = Objects.requireNonNull(line.getSubcommands().get("experiment"));
        experiments.forEach(each -> ExperimentCommand.add(experiment, each));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.registerConverter(Double.class, new StrictDecimal());
        line.registerConverter(double.class, new StrictDecimal());
        line.setAbbreviatedOptionsAllowed(false);
        line.setOverwrittenOptionsAllowed(false);
        FailureHandler failures = new FailureHandler(() -> root.debug || Boolean.getBoolean("lightmark.debug"));
        line.setParameterExceptionHandler(failures);
        line.setExecutionExceptionHandler(failures);
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Expected a command, received none. Fix: try 'lightmark demo'.");
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }
}
