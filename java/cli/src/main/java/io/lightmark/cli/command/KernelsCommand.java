package io.lightmark.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lightmark kernels}: groups what can be done with the kernels of a device. */
@Command(
        name = "kernels",
        header = "Checks the kernels of a device; see 'lightmark kernels check --help'.",
        description = "What to do with them is the next word.",
        footer = {"  lightmark kernels check --device cuda", "  lightmark kernels check --help"},
        subcommands = KernelsCheckCommand.class)
public final class KernelsCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Expected what to do with the kernels, received nothing. Fix: use 'lightmark kernels check'.");
    }
}
