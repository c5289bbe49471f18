package io.lightmark.cli.option;

import io.lightmark.cli.progress.Progress;
import io.lightmark.cli.progress.ProgressStyle;
import io.lightmark.vision.Datasets;
import io.lightmark.vision.OpenOptions;
import io.lightmark.vision.OpenedDataset;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Opening the datasets that {@code --data} names: checked first, read with a progress display, accounted for. */
public final class DataOptions {
    private final CommandSpec spec;
    private final List<Path> sources;
    private final PhotoOptions photos;

    /**
     * Sources whose photos are read whole, in the format that they look like.
     *
     * @param spec the command, for messages
     * @param sources annotated photos or packed files
     * @throws ParameterException if one of them does not exist
     */
    public DataOptions(CommandSpec spec, List<Path> sources) {
        this(spec, sources, new PhotoOptions());
    }

    /**
     * @param spec the command, for messages
     * @param sources annotated photos or packed files
     * @param photos how photos are read
     * @throws ParameterException if one of them does not exist
     */
    public DataOptions(CommandSpec spec, List<Path> sources, PhotoOptions photos) {
        this.spec = spec;
        this.photos = photos;
        this.sources = List.copyOf(sources);
        for (Path source : this.sources) {
            if (!Files.exists(source)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "Expected a dataset at --data " + source + ", received nothing there. Fix: name a folder of"
                                + " annotated photos or their list, in any format of docs/formats.md, or a file that"
                                + " 'lightmark pack' wrote.");
            }
        }
    }

    /**
     * Opens all of them as one; the caller closes it.
     *
     * @param maxSide limit for the longer side of photos; 0 keeps every pixel
     * @param points landmarks that every picture must have, converted where that is possible; empty for any number
     */
    public OpenedDataset open(int maxSide, int threads, OptionalInt points, ProgressStyle style) {
        PrintWriter err = spec.commandLine().getErr();
        List<Progress> displays = new ArrayList<>();
        OpenOptions options = OpenOptions.DEFAULT
                .withMaxSide(maxSide)
                .withThreads(threads)
                .withCrop(photos.crop())
                .withProgress((done, total) -> {
                    if (done == 1 || displays.isEmpty()) {
                        displays.forEach(Progress::close);
                        displays.clear();
                        displays.add(style.open("reading", "pictures", 0, total, err));
                    }
                    displays.get(0).report(done);
                });
        if (photos.format().isPresent()) {
            options = options.withFormat(photos.format().get());
        }
        try {
            OpenedDataset opened =
                    Datasets.openAll(sources, points.isPresent() ? options.withPoints(points.getAsInt()) : options);
            displays.forEach(Progress::close);
            displays.clear();
            err.println(opened.report().toText());
            err.flush();
            return opened;
        } finally {
            displays.forEach(Progress::close);
        }
    }
}
