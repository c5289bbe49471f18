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
import io.lightmark.vision.image.Picture;
import io.lightmark.vision.image.PictureReader;
import io.lightmark.vision.image.Reading;
import io.lightmark.vision.pack.DatasetPacker;
import io.lightmark.vision.pack.PackOptions;
import io.lightmark.vision.report.ReadReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
        PackedDataset packed = PackedDataset.open(source);
        if (options.points().isPresent() && options.points().getAsInt() != packed.points()) {
            packed.close();
            throw new DataException(
                    source.toString(),
                    0,
                    0,
                    options.points().getAsInt() + " landmarks per picture",
                    packed.points(),
                    "use a dataset of that kind.");
        }
        return new OpenedDataset(
                packed, new ReadReport(source.toString(), packed.size(), packed.size(), List.of(), List.of()));
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

    private static OpenedDataset openPhotos(Path source, OpenOptions options) {
        Annotations annotations = AnnotationFormats.open(source, options.format(), options.points());
        if (estimatedBytes(annotations, options) > options.memoryBytes()) {
            return openThroughFile(source, options);
        }
        List<AnnotatedPicture> pictures = new ArrayList<>(annotations.photos().size());
        ReadReport report = new PhotoReader(new PictureReader(), options.maxSide(), options.threads())
                .read(annotations, options.progress(), pictures::add);
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
    private static long estimatedBytes(Annotations annotations, OpenOptions options) {
        List<Photo> photos = annotations.photos();
        PictureReader reader = new PictureReader();
        int step = Math.max(1, photos.size() / SAMPLED);
        long bytes = 0;
        int sampled = 0;
        for (int i = 0; i < photos.size(); i += step) {
            if (annotations.read(reader, photos.get(i)) instanceof Reading.Done done) {
                Picture picture = done.picture();
                int longer = Math.max(picture.width(), picture.height());
                double scale = options.maxSide() == 0 ? 1 : Math.min(1, (double) options.maxSide() / longer);
                bytes += (long) (picture.bgr().length * scale * scale);
                sampled++;
            }
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
