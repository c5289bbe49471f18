package io.lightmark.cli.command;

import io.lightmark.cli.option.JsonOption;
import io.lightmark.cli.option.PhotoOptions;
import io.lightmark.cli.option.ProgressOption;
import io.lightmark.cli.option.ThreadCount;
import io.lightmark.cli.output.Figures;
import io.lightmark.cli.progress.Progress;
import io.lightmark.vision.pack.DatasetPacker;
import io.lightmark.vision.pack.PackOptions;
import io.lightmark.vision.report.ReadReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lightmark pack}: photos and their landmarks into one file that training maps into memory. */
@Command(
        name = "pack",
        header = "Packs annotated photos into one file, decoded and ready for training.",
        description = {
            "Reads photos with landmarks in any of the known formats (docs/formats.md), decodes every photo once and"
                    + " writes one safetensors file. Photos that cannot be used are listed with the reason: read = used"
                    + " + listed."
        },
        footer = {
            "  lightmark pack --data photos --out photos.safetensors",
            "  lightmark pack --data photos --data more --max-side 192 --out all.safetensors --json pack.json",
            "  lightmark pack --data WFLW --points 68 --face-crop 'box 0.25' --out faces.safetensors"
        })
public final class PackCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--data",
            showDefaultValue = Visibility.NEVER,
            required = true,
            paramLabel = "DATA",
            description =
                    "Annotated photos: a folder, or their list, in any format of docs/formats.md; may be repeated.")
    private List<Path> data = new ArrayList<>();

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The file to write.")
    private @Nullable Path out;

    @Option(
            names = "--max-side",
            paramLabel = "PIXELS",
            defaultValue = "256",
            description = "Limit for the longer side; larger photos are averaged down; 0 keeps every pixel.")
    private int maxSide;

    @Option(
            names = "--points",
            paramLabel = "N",
            description =
                    "Landmarks to keep, made of those of the photos: 98 can become 68, 51 or 5, 70 and 68 can become"
                            + " 51 or 5 (default: as in the first source).")
    private @Nullable Integer points;

    @Mixin
    private PhotoOptions photos = new PhotoOptions();

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "0",
            converter = ThreadCount.class,
            description = "Photos decoded at the same time; 0 means one per processor.")
    private int threads;

    @Option(names = "--force", description = "Replace the file if it exists.")
    private boolean force;

    @Mixin
    private ProgressOption progress = new ProgressOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() {
        Path target = check();
        PrintWriter err = spec.commandLine().getErr();
        List<Progress> display = new ArrayList<>();
        ReadReport report;
        try {
            PackOptions options = options().withProgress((done, total) -> {
                if (display.isEmpty()) {
                    display.add(progress.style().open("packing", "pictures", 0, total, err));
                }
                display.get(0).report(done);
            });
            report = DatasetPacker.pack(data, target, options);
        } finally {
            display.forEach(Progress::close);
        }
        long bytes = size(target);
        if (!json.isPrinted()) {
            PrintWriter text = spec.commandLine().getOut();
            text.println(report.toText());
            text.println(target + ": " + Figures.count(report.used()) + " pictures, " + Figures.bytes(bytes));
            text.flush();
        }
        Map<String, @Nullable Object> figures = new LinkedHashMap<>();
        figures.put("file", target.toString());
        figures.put("bytes", bytes);
        figures.put("maxSide", maxSide);
        figures.put("faceCrop", photos.crop().toString());
        figures.put("dataset", report.toJson());
        json.write(figures);
        return ExitCode.OK;
    }

    private PackOptions options() {
        PackOptions options = PackOptions.DEFAULT.withMaxSide(maxSide).withCrop(photos.crop());
        if (threads != 0) {
            options = options.withThreads(threads);
        }
        if (points != null) {
            options = options.withPoints(points);
        }
        return photos.format().isPresent() ? options.withFormat(photos.format().get()) : options;
    }

    private Path check() {
        Path target = Objects.requireNonNull(out);
        if (maxSide < 0) {
            throw wrong("Expected --max-side of at least 0, received " + maxSide + ". Fix: leave it out.");
        }
        for (Path source : data) {
            if (!Files.exists(source)) {
                throw wrong("Expected annotated photos at --data " + source
                        + ", received nothing there. Fix: check the path.");
            }
        }
        if (Files.isDirectory(target) || (Files.exists(target) && !force && size(target) > 0)) {
            throw wrong("Expected --out to be a new file, received " + target
                    + ", which exists. Fix: choose another name, or add --force to replace it.");
        }
        return target;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
