package io.lightmark.vision.pack;

import io.lightmark.data.PackedDatasetWriter;
import io.lightmark.error.DataException;
import io.lightmark.vision.Progress;
import io.lightmark.vision.celeba.CelebAFolder;
import io.lightmark.vision.celeba.PhotoReader;
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
 * Packs folders in CelebA's layout into one file, see {@link io.lightmark.data.PackedDataset}. Pictures are decoded in
 * parallel and written in the order of the lists, so the same folders give the same file. The file appears when it is
 * complete; the folders are only read.
 */
public final class DatasetPacker {
    private DatasetPacker() {}

    /**
     * Packs the folders one behind the other.
     *
     * @return what became of every annotation
     * @throws DataException if a list is broken, the folders differ in the number of landmarks, or no picture is usable
     */
    public static ReadReport pack(List<Path> sources, Path target, PackOptions options) {
        if (sources.isEmpty()) {
            throw new IllegalArgumentException(
                    "Expected at least one folder to pack, received none. Fix: name a folder in CelebA's layout.");
        }
        List<CelebAFolder> folders = new ArrayList<>();
        OptionalInt points = options.points();
        long total = 0;
        for (Path source : sources) {
            CelebAFolder folder = CelebAFolder.open(source, Optional.empty(), points);
            points = OptionalInt.of(folder.points());
            total += folder.photos().size();
            folders.add(folder);
        }
        PhotoReader reader = new PhotoReader(new PictureReader(), options.maxSide(), options.threads());
        List<ReadReport> reports = new ArrayList<>();
        try (PackedDatasetWriter writer = PackedDatasetWriter.create(target, points.getAsInt())) {
            long before = 0;
            for (CelebAFolder folder : folders) {
                reports.add(reader.read(folder, shifted(options.progress(), before, total), writer::add));
                before += folder.photos().size();
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
            writer.commit(provenance(folders, report, options));
            return report;
        }
    }

    private static Progress shifted(Progress progress, long before, long total) {
        return (done, part) -> progress.update(before + done, total);
    }

    private static Map<String, String> provenance(List<CelebAFolder> folders, ReadReport report, PackOptions options) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("tool", "lightmark " + version());
        metadata.put("maxSide", Integer.toString(options.maxSide()));
        metadata.put(
                "sources",
                String.join(
                        "\n",
                        folders.stream()
                                .map(folder -> String.valueOf(folder.root()
                                        .toAbsolutePath()
                                        .normalize()
                                        .getFileName()))
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
