package io.lightmark.cli.command;

import io.lightmark.cli.inspect.FileInspection;
import io.lightmark.cli.inspect.Inspection;
import io.lightmark.cli.inspect.NetworkInspection;
import io.lightmark.cli.option.JsonOption;
import io.lightmark.cli.option.ModelPath;
import io.lightmark.models.NetworkCatalogue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lightmark inspect}: what is in a network or a file. */
@Command(
        name = "inspect",
        header = "Shows the layers of a network, or what is in a file.",
        description = {
            "For the name of a network: every layer with its output shape, parameters, bytes and multiply-adds.",
            "For a file: a model's layers and where its weights come from; a packed dataset's pictures; the tensors and"
                    + " metadata of any other safetensors file, such as a checkpoint."
        },
        footer = {
            "  lightmark inspect cascade48",
            "  lightmark inspect cascade48 --points 68",
            "  lightmark inspect face.safetensors --json face.json"
        })
public final class InspectCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "WHAT",
            showDefaultValue = Visibility.NEVER,
            description = "A network (cascade48) or a file.")
    private String what = "";

    @Option(names = "--points", paramLabel = "N", defaultValue = "5", description = "Landmarks, for a network's name.")
    private int points;

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() {
        Inspection inspection = inspect();
        if (!json.isPrinted()) {
            spec.commandLine().getOut().print(inspection.text());
            spec.commandLine().getOut().flush();
        }
        json.write(inspection.figures());
        return ExitCode.OK;
    }

    private Inspection inspect() {
        Path file = ModelPath.file(Path.of(what));
        if (Files.isRegularFile(file)) {
            return FileInspection.of(file);
        }
        try {
            return NetworkInspection.of(NetworkCatalogue.standard().network(what, points));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "'" + what + "' is no file. As a network's name: " + e.getMessage(), e);
        }
    }
}
