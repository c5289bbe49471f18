package io.lightmark.cli.option;

import io.lightmark.cli.Version;
import io.lightmark.cli.output.JsonFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code --json}: the figures for scripts. The keys are stable and listed in {@code docs/json.md}. */
public final class JsonOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Also write the figures to this file, as JSON (keys: docs/json.md); - prints them.")
    private @Nullable Path file;

    /** Whether the standard output is to carry the JSON and nothing else. */
    public boolean isPrinted() {
        return file != null && file.toString().equals("-");
    }

    /** Whether JSON is asked for at all. */
    public boolean isWanted() {
        return file != null;
    }

    /** Writes the figures, if asked to, headed by {@code command} and {@code version}. */
    public void write(Map<String, ? extends @Nullable Object> figures) {
        if (file == null) {
            return;
        }
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("command", spec.qualifiedName());
        all.put("version", Version.text());
        all.putAll(figures);
        if (isPrinted()) {
            spec.commandLine().getOut().print(JsonFile.text(all));
            spec.commandLine().getOut().flush();
        } else {
            JsonFile.write(file, all);
        }
    }
}
