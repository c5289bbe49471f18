package io.lightmark.vision.dlib;

import io.lightmark.data.Split;
import io.lightmark.error.DataException;
import io.lightmark.vision.annotation.AnnotationFormat;
import io.lightmark.vision.annotation.Annotations;
import io.lightmark.vision.annotation.FaceNames;
import io.lightmark.vision.annotation.Photo;
import io.lightmark.vision.annotation.SplitWords;
import io.lightmark.vision.report.Reason;
import io.lightmark.vision.report.Rejected;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * An XML file of dlib's imglab; pictures are named relative to it. The landmarks are the parts of a box in the order of
 * their names, over all boxes of the file: a box without some of them is listed, and so is one that says {@code ignore}.
 */
public final class DlibFormat implements AnnotationFormat {
    /** Names that are numbers come in their order even without leading zeros, all others by their letters. */
    private static final Comparator<String> BY_NUMBER = Comparator.comparing(
                    (String name) -> name.matches("[0-9]{1,9}") ? Integer.parseInt(name) : Integer.MAX_VALUE)
            .thenComparing(Comparator.naturalOrder());

    @Override
    public String name() {
        return "dlib";
    }

    @Override
    public String layout() {
        return "an .xml file of dlib's imglab";
    }

    @Override
    public boolean recognises(Path source) {
        return !Files.isDirectory(source)
                && source.toString().toLowerCase(Locale.ROOT).endsWith(".xml");
    }

    @Override
    public Annotations open(Path source) {
        Split split = SplitWords.of(String.valueOf(source.getFileName())).orElse(Split.TRAIN);
        return of(source.toString(), source.resolveSibling(""), ImglabXml.read(source), split);
    }

    static Annotations of(String source, Path pictures, List<XmlFace> faces, Split split) {
        Set<String> parts = new TreeSet<>(BY_NUMBER);
        faces.stream()
                .filter(face -> !face.ignored())
                .forEach(face -> parts.addAll(face.parts().keySet()));
        if (parts.isEmpty()) {
            throw new DataException(
                    source,
                    0,
                    0,
                    "boxes with parts",
                    faces.size() + " boxes, none with a part that counts",
                    "name a file with landmarks.");
        }
        List<Photo> photos = new ArrayList<>();
        List<Rejected> listed = new ArrayList<>();
        FaceNames names = new FaceNames();
        for (XmlFace face : faces) {
            String name = names.next(face.picture());
            Optional<String> missing = parts.stream()
                    .filter(part -> !face.parts().containsKey(part))
                    .findFirst();
            if (face.ignored()) {
                listed.add(new Rejected(name, Reason.IGNORED, "line " + face.line() + " says ignore"));
            } else if (missing.isPresent()) {
                String detail = "line " + face.line() + ": " + face.parts().size() + " of " + parts.size()
                        + " parts, without part '" + missing.get() + "'";
                listed.add(new Rejected(name, Reason.MISSING_POINTS, detail));
            } else {
                photos.add(new Photo(
                        name, face.picture(), landmarks(face, parts), split, Optional.of(face.box()), Set.of()));
            }
        }
        return new Annotations(source, pictures, parts.size(), photos, listed);
    }

    private static float[] landmarks(XmlFace face, Set<String> parts) {
        float[] landmarks = new float[2 * parts.size()];
        int at = 0;
        for (String part : parts) {
            float[] point = face.parts().getOrDefault(part, new float[2]);
            landmarks[at++] = point[0];
            landmarks[at++] = point[1];
        }
        return landmarks;
    }
}
