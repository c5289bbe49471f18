package io.lightmark.cli.command;

import io.lightmark.cli.experiment.Experiment;
import io.lightmark.cli.experiment.Recipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lightmark experiment}: groups the experiments, one subcommand each, and their reports. */
@Command(
        name = "experiment",
        header = "Trains and compares networks and recipes; see 'lightmark experiment seeds-68 --help'.",
        description = "Which experiment is the next word, or 'report' for one that has been run.",
        footer = {
            "  lightmark experiment seeds-68 --data photos --out seeds-68",
            "  lightmark experiment report --out seeds-68"
        },
        subcommands = ExperimentReportCommand.class)
public final class ExperimentCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Adds the subcommand of one experiment, whose help says what its table holds. */
    public static void add(CommandLine line, Experiment experiment) {
        CommandLine added = new CommandLine(new ExperimentRunCommand(experiment));
        UsageMessageSpec usage = added.getCommandSpec().usageMessage();
        List<String> description = new ArrayList<>(List.of("Compares " + experiment.purpose() + ".", ""));
        description.addAll(List.of(usage.description()));
        description.add("");
        description.add("Networks: " + String.join(", ", experiment.contestantKeys()) + ". Recipes:");
        experiment.recipes().forEach(recipe -> description.add("  " + text(experiment, recipe)));
        usage.description(description.toArray(String[]::new));
        line.addSubcommand(experiment.name(), added);
    }

    private static String text(Experiment experiment, Recipe recipe) {
        return String.format(
                Locale.ROOT,
                "%s: %s, %.4g epochs%s",
                recipe.key(),
                recipe.title(),
                recipe.epochs(),
                experiment.usual().contains(recipe.key()) ? "" : "; only if asked for");
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Expected which experiment, received nothing. Fix: use 'lightmark experiment seeds-68'.");
    }
}
