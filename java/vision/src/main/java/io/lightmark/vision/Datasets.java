package io.lightmark.vision;

import io.lightmark.data.AnnotatedPicture;
import io.lightmark.data.MemoryPictureSet;
import io.lightmark.data.PackedDataset;
import io.lightmark.data.PictureSet;
import io.lightmark.data.PictureSets;
import io.lightmark.error.DataException;
import io.lightmark.vision.annotation.Annotations;
import io.lightmark.vision.annotation.Photo;
import io.lightmark.vision.annotation.PhotoReader;
import io.lightmark.vision.annotation.WantedPoints;
import io.lightmark.vision.image.PictureReader;
import io.lightmark.vision.pack.DatasetPacker;
import io.lightmark.vision.pack.PackOptions;
import io.lightmark.vision.report.ReadReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Opens datasets of either form: photos with annotations of any format, see {@link AnnotationFormats}, or a packed file,
 * see {@link PackedDataset}. Photos are decoded once, into memory, or through a temporary file where they are too large
 * for that.
 */
public final class Datasets {
    private static final int SAMPLED = 16;

    private Datasets() {}

    /** Opens annotated photos or a packed file with the default options. */
    public static OpenedDataset open(Path source) {
        return open(source, OpenOptions.DEFAULT);
    }

    /**
     * Opens annotated photos or a packed file.
     *
     * @throws DataException if there is neither, a list is broken, or no picture is usable
     * @throws io.lightmark.error.ModelFileException if a packed file is damaged
     */
    public static OpenedDataset open(Path source, OpenOptions options) {
        if (isAnnotations(source, options)) {
            return openPhotos(source, options);
        }
        if (!Files.isRegularFile(source)) {
            throw new DataException(
                    source.toString(),
                    0,
                    0,
                    "annotations of photos or a packed dataset file",
                    "nothing there",
                    "check the path.");
        }
        return openPacked(source, options.points());
    }

    /**
     * Opens several datasets as one, in order.
     *
     * @throws DataException if they differ in the number of landmarks, or for the reasons of {@link #open}
     */
    public static OpenedDataset openAll(List<Path> sources, OpenOptions options) {
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one dataset, received none. Fix: name a folder.");
        }
        List<PictureSet> sets = new ArrayList<>();
        List<ReadReport> reports = new ArrayList<>();
        boolean complete = false;
        try {
            OpenOptions next = options;
            for (Path source : sources) {
                OpenedDataset opened = open(source, next);
                sets.add(opened.pictures());
                reports.add(opened.report());
                next = options.withPoints(opened.pictures().points());
            }
            OpenedDataset joined = new OpenedDataset(PictureSets.concat(sets), ReadReport.sum(reports));
            complete = true;
            return joined;
        } finally {
            if (!complete) {
                sets.forEach(PictureSet::close);
            }
        }
    }

    private static boolean isAnnotations(Path source, OpenOptions options) {
        return options.format().isPresent()
                || Files.isDirectory(source)
                || (Files.isRegularFile(source)
                        && AnnotationFormats.detect(source).isPresent());
    }

    private static OpenedDataset openPacked(Path source, OptionalInt points) {
        PackedDataset packed = PackedDataset.open(source);
        boolean complete = false;
        try {
            String name = source.toString();
            PictureSet pictures = packed;
            if (points.isPresent() && points.getAsInt() != packed.points()) {
                int wanted = points.getAsInt();
                pictures = PictureSets.convert(packed, WantedPoints.conversion(name, packed.points(), wanted));
                name = WantedPoints.describe(name, packed.points(), wanted);
            }
            complete = true;
            return new OpenedDataset(
                    pictures, new ReadReport(name, packed.size(), packed.size(), List.of(), List.of()));
        } finally {
            if (!complete) {
                packed.close();
            }
        }
    }

    private static OpenedDataset openPhotos(Path source, OpenOptions options) {
        Annotations annotations = AnnotationFormats.open(source, options.format(), options.points());
        PhotoReader reader = new PhotoReader(new PictureReader(), options.crop(), options.maxSide(), options.threads());
        if (estimatedBytes(annotations, reader) > options.memoryBytes()) {
            return openThroughFile(source, options);
        }
        List<AnnotatedPicture> pictures = new ArrayList<>(annotations.photos().size());
        ReadReport report = reader.read(annotations, options.progress(), pictures::add);
        if (pictures.isEmpty()) {
            throw new DataException(
                    source.toString(),
                    0,
                    0,
                    "at least one usable picture",
                    "none: " + report.toText(),
                    "see the list.");
        }
        return new OpenedDataset(new MemoryPictureSet(pictures, annotations.points()), report);
    }

    /** Bytes of all decoded pictures, judged by a few of them. */
    private static long estimatedBytes(Annotations annotations, PhotoReader reader) {
        List<Photo> photos = annotations.photos();
        int step = Math.max(1, photos.size() / SAMPLED);
        long bytes = 0;
        int sampled = 0;
        for (int i = 0; i < photos.size(); i += step) {
            Optional<AnnotatedPicture> picture = reader.attempt(annotations, photos.get(i));
            bytes += picture.map(each -> each.bgr().length).orElse(0);
            sampled += picture.isPresent() ? 1 : 0;
        }
        return sampled == 0 ? 0 : bytes / sampled * photos.size();
    }

    private static OpenedDataset openThroughFile(Path source, OpenOptions options) {
        try {
            Path folder = Files.createTempDirectory("lightmark-");
            Path file = folder.resolve("pictures.safetensors");
            try {
                ReadReport report = DatasetPacker.pack(
                        List.of(source),
                        file,
                        new PackOptions(
                                options.maxSide(),
                                options.threads(),
                                options.points(),
                                options.format(),
                                options.crop(),
                                options.progress()));
                return new OpenedDataset(PackedDataset.open(file), report);
            } finally {
                remove(file);
                remove(folder);
            }
        } catch (IOException failed) {
            throw new DataException(
                    source.toString(),
                    0,
                    0,
                    "space for a temporary file of the decoded pictures",
                    failed,
                    "pack the dataset first, with a smaller longest side, and open the packed file.");
        }
    }

    /** A mapped file lives on without its name; systems that do not allow this remove it when Java ends. */
    private static void remove(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException inUse) {
            path.toFile().deleteOnExit();
        }
    }
}
