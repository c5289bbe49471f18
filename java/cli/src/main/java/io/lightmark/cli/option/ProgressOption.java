package io.lightmark.cli.option;

import io.lightmark.cli.progress.ProgressStyle;
import picocli.CommandLine.Option;

/** {@code --progress}. */
public final class ProgressOption {
    @Option(
            names = "--progress",
            paramLabel = "STYLE",
            defaultValue = "auto",
            description = "How to show progress: auto, bar, lines (one every 5 s), none.")
    private ProgressStyle style = ProgressStyle.AUTO;

    public ProgressStyle style() {
        return style;
    }
}
