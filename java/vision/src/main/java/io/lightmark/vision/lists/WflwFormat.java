package io.lightmark.vision.lists;

import io.lightmark.data.Split;
import io.lightmark.vision.annotation.AnnotationFormat;
import io.lightmark.vision.annotation.Annotations;
import io.lightmark.vision.annotation.Box;
import io.lightmark.vision.annotation.Photo;
import io.lightmark.vision.text.Line;
import io.lightmark.vision.text.PictureName;
import io.lightmark.vision.text.Token;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * WFLW's lists: per line x and y of 98 points, the face's box (x and y of two corners), six flags and the picture; the lists
 * of parts of the test set have the points and the picture only. A picture may have several faces. The flags become the
 * attributes {@code pose}, {@code expression}, {@code illumination}, {@code make-up}, {@code occlusion} and {@code blur}.
 */
public final class WflwFormat implements AnnotationFormat {
    private static final Pattern LIST = Pattern.compile("list_98pt_(rect_attr_(train|test)|test_[a-z]+)\\.txt");
    private static final Pattern WHOLE_LIST = Pattern.compile("list_98pt_rect_attr_(train|test)\\.txt");
    private static final List<String> FOLDERS = List.of(
            "",
            "WFLW_annotations/list_98pt_rect_attr_train_test",
            "list_98pt_rect_attr_train_test",
            "WFLW_annotations");
    private static final String PICTURES = "WFLW_images";
    private static final List<String> ATTRIBUTES =
            List.of("pose", "expression", "illumination", "make-up", "occlusion", "blur");
    private static final int POINTS = 98;
    private static final int BOX = 2 * POINTS;
    private static final int FLAGS = BOX + 4;
    private static final int WORDS = FLAGS + 7;
    private static final int WORDS_OF_A_PART = 2 * POINTS + 1;

    @Override
    public String name() {
        return "wflw";
    }

    @Override
    public String layout() {
        return "a folder with WFLW_images/ and list_98pt_rect_attr_{train,test}.txt, or one of these lists (WFLW)";
    }

    @Override
    public boolean recognises(Path source) {
        return Files.isDirectory(source)
                ? !ListedFaces.lists(source, WHOLE_LIST, FOLDERS).isEmpty()
                : ListedFaces.isNamed(source, LIST);
    }

    @Override
    public Annotations open(Path source) {
        List<Path> lists = ListedFaces.lists(source, WHOLE_LIST, FOLDERS);
        List<Path> above = lists.isEmpty() ? List.of(source) : ListedFaces.above(lists.get(0), 2);
        List<Path> pictures = new ArrayList<>();
        above.forEach(folder -> pictures.add(folder.resolve(PICTURES)));
        pictures.addAll(above);
        return ListedFaces.read(
                source, lists, pictures, "a list list_98pt_rect_attr_{train,test}.txt", WflwFormat::face);
    }

    private static Photo face(Line line, Split split) {
        boolean part = line.tokens().size() == WORDS_OF_A_PART;
        if (!part) {
            line.requireTokens(WORDS, "98 points, a box, six flags and a picture");
        }
        float[] landmarks = ListedFaces.landmarks(line, 0, POINTS);
        Token picture = line.token(line.tokens().size() - 1);
        String name = PictureName.of(picture);
        return part
                ? Photo.of(name, landmarks, split, Optional.empty())
                : new Photo(name, name, landmarks, split, Optional.of(box(line)), attributes(line));
    }

    private static Box box(Line line) {
        float left = line.token(BOX).coordinate("the left edge of the box");
        float top = line.token(BOX + 1).coordinate("the upper edge of the box");
        float right = line.token(BOX + 2).coordinate("the right edge of the box");
        float bottom = line.token(BOX + 3).coordinate("the lower edge of the box");
        if (right < left || bottom < top) {
            throw line.token(BOX + (right < left ? 2 : 3))
                    .bad("a right or lower edge behind the left or upper one", "correct the list.");
        }
        return new Box(left, top, right - left, bottom - top);
    }

    private static Set<String> attributes(Line line) {
        Set<String> attributes = new TreeSet<>();
        for (int i = 0; i < ATTRIBUTES.size(); i++) {
            Token flag = line.token(FLAGS + i);
            if (!flag.text().equals("0") && !flag.text().equals("1")) {
                throw flag.bad("0 or 1 for " + ATTRIBUTES.get(i), "correct the list.");
            }
            if (flag.text().equals("1")) {
                attributes.add(ATTRIBUTES.get(i));
            }
        }
        return attributes;
    }
}
