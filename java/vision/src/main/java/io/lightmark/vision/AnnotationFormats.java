package io.lightmark.vision;

import io.lightmark.error.DataException;
import io.lightmark.vision.aflw.Aflw2000Format;
import io.lightmark.vision.annotation.AnnotationFormat;
import io.lightmark.vision.annotation.Annotations;
import io.lightmark.vision.celeba.CelebAFormat;
import io.lightmark.vision.coco.CocoFormat;
import io.lightmark.vision.csv.CsvFormat;
import io.lightmark.vision.dlib.DlibFormat;
import io.lightmark.vision.lists.CuhkFormat;
import io.lightmark.vision.lists.MtflFormat;
import io.lightmark.vision.lists.WflwFormat;
import io.lightmark.vision.pointfile.FaceSyntheticsFormat;
import io.lightmark.vision.pointfile.PtsFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The annotation formats that can be read. */
public final class AnnotationFormats {
    /** Told by the names of a few files. */
    private static final List<AnnotationFormat> LISTS = List.of(
            new CelebAFormat(),
            new CsvFormat(),
            new WflwFormat(),
            new CuhkFormat(),
            new MtflFormat(),
            new DlibFormat(),
            new CocoFormat());

    /** Told by looking through a folder, so asked last. */
    private static final List<AnnotationFormat> FILES_PER_PICTURE =
            List.of(new PtsFormat(), new Aflw2000Format(), new FaceSyntheticsFormat());

    private static final List<AnnotationFormat> ALL =
            Stream.concat(LISTS.stream(), FILES_PER_PICTURE.stream()).toList();

    private AnnotationFormats() {}

    /** All of them. */
    public static List<AnnotationFormat> all() {
        return ALL;
    }

    /** The words that choose them. */
    public static List<String> names() {
        return ALL.stream().map(AnnotationFormat::name).toList();
    }

    /** The format of a name; empty if there is none. */
    public static Optional<AnnotationFormat> of(String name) {
        return ALL.stream().filter(format -> format.name().equals(name)).findFirst();
    }

    /**
     * The one format that a folder or file looks like; empty if it looks like none.
     *
     * @throws DataException if it looks like several
     */
    public static Optional<AnnotationFormat> detect(Path source) {
        List<AnnotationFormat> likely = likely(LISTS, source);
        if (likely.isEmpty()) {
            likely = likely(FILES_PER_PICTURE, source);
        }
        if (likely.size() > 1) {
            String names = likely.stream().map(AnnotationFormat::name).collect(Collectors.joining(", "));
            throw new DataException(
                    source.toString(), 0, 0, "annotations of one format", names, "say which one is meant.");
        }
        return likely.stream().findFirst();
    }

    private static List<AnnotationFormat> likely(List<AnnotationFormat> formats, Path source) {
        return formats.stream().filter(format -> format.recognises(source)).toList();
    }

    /**
     * Reads the annotations of a folder or file, but not its pictures.
     *
     * @param format the format's name; empty: what it looks like
     * @param points landmarks that every face gets, see {@link Annotations#withPoints}; empty: as it has
     * @throws DataException if it is of another format or none, or broken, or has other landmarks
     * @throws IllegalArgumentException if there is no format of that name
     */
    public static Annotations open(Path source, Optional<String> format, OptionalInt points) {
        AnnotationFormat chosen = format.isPresent() ? named(format.get()) : require(source);
        Annotations annotations = chosen.open(source);
        return points.isPresent() ? annotations.withPoints(points.getAsInt()) : annotations;
    }

    private static AnnotationFormat named(String name) {
        return of(name).orElseThrow(() -> new IllegalArgumentException(
                "Expected a format of " + String.join(", ", names()) + ", received '" + name + "'. Fix: name one."));
    }

    private static AnnotationFormat require(Path source) {
        return detect(source)
                .orElseThrow(() -> new DataException(
                        source.toString(),
                        0,
                        0,
                        ALL.stream().map(AnnotationFormat::layout).collect(Collectors.joining("; ")),
                        "nothing of the kind",
                        "check the path; a packed dataset file can be named, too."));
    }
}
