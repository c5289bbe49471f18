package io.lightmark.vision.pack;

import io.lightmark.data.PackedDatasetWriter;
import io.lightmark.error.DataException;
import io.lightmark.vision.AnnotationFormats;
import io.lightmark.vision.Progress;
import io.lightmark.vision.annotation.Annotations;
import io.lightmark.vision.annotation.PhotoReader;
import io.lightmark.vision.image.PictureReader;
import io.lightmark.vision.report.ReadReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Packs annotated photos of any format into one file, see {@link io.lightmark.data.PackedDataset}. Pictures are decoded in
 * parallel and written in the order of the lists, so the same photos give the same file. The file appears when it is
 * complete; the sources are only read.
 */
public final class DatasetPacker {
    private DatasetPacker() {}

    /**
     * Packs the sources one behind the other.
     *
     * @return what became of every annotation
     * @throws DataException if a list is broken, the sources differ in the number of landmarks, or no picture is usable
     */
    public static ReadReport pack(List<Path> sources, Path target, PackOptions options) {
        if (sources.isEmpty()) {
            throw new IllegalArgumentException(
                    "Expected at least one source to pack, received none. Fix: name a folder of annotated photos.");
        }
        List<Annotations> opened = new ArrayList<>();
        OptionalInt points = options.points();
        long total = 0;
        for (Path source : sources) {
            Annotations annotations = AnnotationFormats.open(source, options.format(), points);
            points = OptionalInt.of(annotations.points());
            total += annotations.photos().size();
            opened.add(annotations);
        }
        PhotoReader reader = new PhotoReader(new PictureReader(), options.crop(), options.maxSide(), options.threads());
        List<ReadReport> reports = new ArrayList<>();
        try (PackedDatasetWriter writer = PackedDatasetWriter.create(target, points.getAsInt())) {
            long before = 0;
            for (Annotations annotations : opened) {
                reports.add(reader.read(annotations, shifted(options.progress(), before, total), writer::add));
                before += annotations.photos().size();
            }
            ReadReport report = ReadReport.sum(reports);
            if (report.used() == 0) {
                throw new DataException(
                        report.source(),
                        0,
                        0,
                        "at least one usable picture",
                        "none: " + report.toText(),
                        "see the list.");
            }
            writer.commit(provenance(sources, report, options));
            return report;
        }
    }

    private static Progress shifted(Progress progress, long before, long total) {
        return (done, part) -> progress.update(before + done, total);
    }

    private static Map<String, String> provenance(List<Path> sources, ReadReport report, PackOptions options) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("tool", "lightmark " + version());
        metadata.put("maxSide", Integer.toString(options.maxSide()));
        metadata.put("faceCrop", options.crop().toString());
        metadata.put(
                "sources",
                String.join(
                        "\n",
                        sources.stream()
                                .map(source -> String.valueOf(
                                        source.toAbsolutePath().normalize().getFileName()))
                                .toList()));
        metadata.put("read", Integer.toString(report.read()));
        metadata.put("used", Integer.toString(report.used()));
        metadata.put("listed", Integer.toString(report.listed().size()));
        report.listedByReason().forEach((key, count) -> metadata.put("listed." + key, Integer.toString(count)));
        report.flaggedByRemark().forEach((key, count) -> metadata.put("flagged." + key, Integer.toString(count)));
        return metadata;
    }

    /** The version of the jar; classes outside a jar have none. */
    private static String version() {
        return Optional.ofNullable(DatasetPacker.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
