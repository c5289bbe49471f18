package io.lightmark.vision.coco;

import io.lightmark.data.Split;
import io.lightmark.error.DataException;
import io.lightmark.vision.annotation.AnnotationFormat;
import io.lightmark.vision.annotation.Annotations;
import io.lightmark.vision.annotation.Box;
import io.lightmark.vision.annotation.FaceNames;
import io.lightmark.vision.annotation.Photo;
import io.lightmark.vision.annotation.PictureFolders;
import io.lightmark.vision.annotation.SplitWords;
import io.lightmark.vision.report.Reason;
import io.lightmark.vision.report.Rejected;
import io.lightmark.vision.text.PictureName;
import io.lightmark.vision.text.Token;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * COCO's JSON with keypoints: x, y and visibility of every point. Pictures lie beside the file, in {@code images} there or
 * in {@code images} beside its folder. Faces with points that are not labelled (visibility 0), without keypoints, and crowds
 * are listed.
 */
public final class CocoFormat implements AnnotationFormat {
    @Override
    public String name() {
        return "coco";
    }

    @Override
    public String layout() {
        return "a .json file of COCO keypoints";
    }

    @Override
    public boolean recognises(Path source) {
        return !Files.isDirectory(source)
                && source.toString().toLowerCase(Locale.ROOT).endsWith(".json");
    }

    @Override
    public Annotations open(Path source) {
        Split split = SplitWords.of(String.valueOf(source.getFileName())).orElse(Split.TRAIN);
        Path folder = source.resolveSibling("");
        return of(
                source.toString(),
                List.of(folder, folder.resolve("images"), folder.resolve("../images")),
                CocoJson.read(source),
                split);
    }

    static Annotations of(String source, List<Path> folders, CocoJson.Content content, Split split) {
        List<Photo> photos = new ArrayList<>();
        List<Rejected> listed = new ArrayList<>();
        FaceNames names = new FaceNames();
        int points = 0;
        for (JsonFace face : content.faces()) {
            String picture = picture(face, content);
            String name = names.next(picture);
            Optional<Rejected> rejected = rejection(name, face);
            if (rejected.isPresent()) {
                listed.add(rejected.get());
                continue;
            }
            if (points != 0 && face.keypoints().size() != 3 * points) {
                throw bad(
                        face.image(),
                        points + " keypoints as in the faces before",
                        face.keypoints().size() / 3 + " keypoints",
                        "put faces of different kinds into files of their own.");
            }
            float[] landmarks = landmarks(face);
            points = landmarks.length / 2;
            photos.add(new Photo(name, picture, landmarks, split, box(face), Set.of()));
        }
        if (photos.isEmpty()) {
            throw new DataException(
                    source,
                    0,
                    0,
                    "at least one face with all keypoints",
                    listed.size() + " without",
                    "name a file with landmarks.");
        }
        Path pictures = PictureFolders.holding(photos.get(0).picture(), folders);
        return new Annotations(source, pictures, points, photos, listed);
    }

    private static String picture(JsonFace face, CocoJson.Content content) {
        Token name = content.images().get(face.image().text());
        if (name == null) {
            throw face.image().bad("the id of one of the images", "add the image, or correct the id.");
        }
        return PictureName.of(name);
    }

    private static Optional<Rejected> rejection(String name, JsonFace face) {
        String place = "line " + face.image().line();
        if (face.crowd()) {
            return Optional.of(new Rejected(name, Reason.IGNORED, place + " says iscrowd"));
        }
        List<Token> keypoints = face.keypoints();
        if (keypoints.size() % 3 != 0) {
            throw bad(
                    keypoints.get(keypoints.size() - 1),
                    "x, y and visibility of every keypoint",
                    keypoints.size() + " numbers",
                    "complete the list.");
        }
        for (int i = 2; i < keypoints.size(); i += 3) {
            Token visibility = keypoints.get(i);
            float value = visibility.coordinate("visibility of keypoint " + (i / 3 + 1));
            if (value != 0 && value != 1 && value != 2) {
                throw visibility.bad("a visibility 0, 1 or 2", "correct the file.");
            }
            if (value == 0) {
                String detail = place + ": keypoint " + (i / 3 + 1) + " is not labelled";
                return Optional.of(new Rejected(name, Reason.MISSING_POINTS, detail));
            }
        }
        return keypoints.isEmpty()
                ? Optional.of(new Rejected(name, Reason.MISSING_POINTS, place + ": no keypoints"))
                : Optional.empty();
    }

    private static float[] landmarks(JsonFace face) {
        List<Token> keypoints = face.keypoints();
        float[] landmarks = new float[keypoints.size() / 3 * 2];
        for (int i = 0; i < landmarks.length; i++) {
            String what = (i % 2 == 0 ? "x" : "y") + " of keypoint " + (i / 2 + 1);
            landmarks[i] = keypoints.get(i / 2 * 3 + i % 2).coordinate(what);
        }
        return landmarks;
    }

    private static Optional<Box> box(JsonFace face) {
        if (face.box().isEmpty()) {
            return Optional.empty();
        }
        List<Token> numbers = face.box().get();
        if (numbers.size() != 4) {
            throw bad(numbers.get(0), "x, y, width and height in bbox", numbers.size() + " numbers", "correct it.");
        }
        float width = numbers.get(2).coordinate("width of bbox");
        float height = numbers.get(3).coordinate("height of bbox");
        if (width < 0 || height < 0) {
            throw numbers.get(width < 0 ? 2 : 3).bad("a width and height of at least 0", "correct the file.");
        }
        float x = numbers.get(0).coordinate("x of bbox");
        return Optional.of(new Box(x, numbers.get(1).coordinate("y of bbox"), width, height));
    }

    private static DataException bad(Token place, String expected, String received, String fix) {
        return new DataException(place.file(), place.line(), place.column(), expected, received, fix);
    }
}
