package io.lightmark.vision.lists;

import io.lightmark.data.Split;
import io.lightmark.vision.annotation.AnnotationFormat;
import io.lightmark.vision.annotation.Annotations;
import io.lightmark.vision.annotation.Box;
import io.lightmark.vision.annotation.Photo;
import io.lightmark.vision.text.Line;
import io.lightmark.vision.text.PictureName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The lists of CUHK's LFW-net: per line a picture with {@code \} between folders, the face's box as left, right, top and
 * bottom, and x and y of five points: left eye, right eye, nose, left and right mouth corner.
 */
public final class CuhkFormat implements AnnotationFormat {
    private static final Pattern LIST = Pattern.compile("(train|test)ImageList\\.txt");
    private static final int POINTS = 5;
    private static final int WORDS = 5 + 2 * POINTS;

    @Override
    public String name() {
        return "cuhk";
    }

    @Override
    public String layout() {
        return "a folder with trainImageList.txt or testImageList.txt, or one of these lists (LFW-net)";
    }

    @Override
    public boolean recognises(Path source) {
        return Files.isDirectory(source)
                ? !ListedFaces.lists(source, LIST, List.of("")).isEmpty()
                : ListedFaces.isNamed(source, LIST);
    }

    @Override
    public Annotations open(Path source) {
        List<Path> lists = ListedFaces.lists(source, LIST, List.of(""));
        Path folder = Files.isDirectory(source) ? source : source.resolveSibling("");
        return ListedFaces.read(
                source, lists, List.of(folder), "a list trainImageList.txt or testImageList.txt", CuhkFormat::face);
    }

    private static Photo face(Line line, Split split) {
        String picture = PictureName.ofBackslashes(line.token(0));
        line.requireTokens(WORDS, "a picture, left, right, top and bottom of a box, and five points");
        float left = line.token(1).coordinate("the left edge of the box");
        float right = line.token(2).coordinate("the right edge of the box");
        float top = line.token(3).coordinate("the upper edge of the box");
        float bottom = line.token(4).coordinate("the lower edge of the box");
        if (right < left || bottom < top) {
            throw line.token(right < left ? 2 : 4)
                    .bad("a right or lower edge behind the left or upper one", "correct the list.");
        }
        float[] landmarks = ListedFaces.landmarks(line, 5, POINTS);
        return Photo.of(picture, landmarks, split, Optional.of(new Box(left, top, right - left, bottom - top)));
    }
}
