package io.lightmark.cli.command;

import io.lightmark.cli.inspect.FileInspection;
import io.lightmark.cli.inspect.Inspection;
import io.lightmark.cli.inspect.NetworkInspection;
import io.lightmark.cli.inspect.PresetInspection;
import io.lightmark.cli.option.JsonOption;
import io.lightmark.cli.option.ModelPath;
import io.lightmark.models.Cascade48;
import io.lightmark.models.NetworkCatalogue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
            "For the name of a network: every layer with its output shape, parameters, bytes and multiply-adds, and the size"
                    + " of a model file. Names are <family>[-<width>][@<side>][+<option>]; --list shows some.",
            "For a file: a model's layers and where its weights come from; a packed dataset's pictures; the tensors and"
                    + " metadata of any other safetensors file, such as a checkpoint."
        },
        footer = {
            "  lightmark inspect --list",
            "  lightmark inspect cascade48",
            "  lightmark inspect mobilenet-v2-1.25@112",
            "  lightmark inspect face.safetensors --json face.json"
        })
public final class InspectCommand implements Callable<Integer> {
    private static final int CASCADE_POINTS = 5;
    private static final int FACE_POINTS = 68;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "WHAT",
            showDefaultValue = Visibility.NEVER,
            description = "A file or a network (cascade48).")
    private @Nullable String what;

    @Option(names = "--list", description = "Show networks to begin with instead, and how others are named.")
    private boolean isList;

    @Option(
            names = "--points",
            paramLabel = "N",
            description = "Landmarks of a network that is given by name (5 for cascade48, 68 for others).")
    private @Nullable Integer points;

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() {
        Inspection inspection = isList ? list() : inspect();
        if (!json.isPrinted()) {
            spec.commandLine().getOut().print(inspection.text());
            spec.commandLine().getOut().flush();
        }
        json.write(inspection.figures());
        return ExitCode.OK;
    }

    private Inspection list() {
        if (what != null) {
            throw new ParameterException(
                    spec.commandLine(), "Expected WHAT or --list, received both: '" + what + "'. Fix: leave one out.");
        }
        try {
            return PresetInspection.of(points == null ? FACE_POINTS : points);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private Inspection inspect() {
        if (what == null) {
            throw new ParameterException(
                    spec.commandLine(), "Expected WHAT or --list, received neither. Fix: name a network or a file.");
        }
        Path file = ModelPath.file(Path.of(what));
        if (Files.isRegularFile(file)) {
            return FileInspection.of(file);
        }
        try {
            return NetworkInspection.withFileSize(NetworkCatalogue.standard().network(what, points(what)));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "'" + what + "' is no file. As a network's name: " + e.getMessage(), e);
        }
    }

    private int points(String network) {
        if (points != null) {
            return points;
        }
        return network.equals(Cascade48.FAMILY.name()) ? CASCADE_POINTS : FACE_POINTS;
    }
}
