package io.lightmark.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lightmark train}: groups what can be trained. */
@Command(
        name = "train",
        header = "Trains a model; see 'lightmark train cascade --help'.",
        description = "What to train is the next word.",
        footer = {"  lightmark train cascade --data photos --out face.safetensors", "  lightmark train cascade --help"},
        subcommands = TrainCascadeCommand.class)
public final class TrainCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Expected what to train, received nothing. Fix: use 'lightmark train cascade'.");
    }
}
