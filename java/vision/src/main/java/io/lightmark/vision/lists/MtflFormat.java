package io.lightmark.vision.lists;

import io.lightmark.data.Split;
import io.lightmark.vision.annotation.AnnotationFormat;
import io.lightmark.vision.annotation.Annotations;
import io.lightmark.vision.annotation.Photo;
import io.lightmark.vision.text.Line;
import io.lightmark.vision.text.PictureName;
import io.lightmark.vision.text.Token;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * MTFL's lists: per line a picture with {@code \} between folders, x of all five points, then y of all five, and four
 * numbers, which become attributes: {@code male} or {@code female}; {@code smiling} or {@code not-smiling}; {@code glasses}
 * or {@code no-glasses}; the head turned {@code left-profile}, {@code left}, {@code frontal}, {@code right} or {@code
 * right-profile}.
 */
public final class MtflFormat implements AnnotationFormat {
    private static final Pattern LIST = Pattern.compile("(training|testing)\\.txt");
    private static final int POINTS = 5;
    private static final List<List<String>> ATTRIBUTES = List.of(
            List.of("male", "female"),
            List.of("smiling", "not-smiling"),
            List.of("glasses", "no-glasses"),
            List.of("left-profile", "left", "frontal", "right", "right-profile"));
    private static final int FIRST_ATTRIBUTE = 1 + 2 * POINTS;
    private static final int WORDS = FIRST_ATTRIBUTE + ATTRIBUTES.size();

    @Override
    public String name() {
        return "mtfl";
    }

    @Override
    public String layout() {
        return "a folder with training.txt or testing.txt, or one of these lists (MTFL)";
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
        return ListedFaces.read(source, lists, List.of(folder), "a list training.txt or testing.txt", MtflFormat::face);
    }

    private static Photo face(Line line, Split split) {
        String picture = PictureName.ofBackslashes(line.token(0));
        line.requireTokens(WORDS, "a picture, five x, five y, and gender, smile, glasses and pose");
        float[] landmarks = new float[2 * POINTS];
        for (int i = 0; i < landmarks.length; i++) {
            int point = i % POINTS;
            int axis = i / POINTS;
            landmarks[2 * point + axis] =
                    line.token(1 + i).coordinate((axis == 0 ? "x" : "y") + " of point " + (point + 1));
        }
        Set<String> attributes = new TreeSet<>();
        for (int i = 0; i < ATTRIBUTES.size(); i++) {
            attributes.add(attribute(line.token(FIRST_ATTRIBUTE + i), ATTRIBUTES.get(i)));
        }
        return new Photo(picture, picture, landmarks, split, Optional.empty(), attributes);
    }

    private static String attribute(Token token, List<String> meanings) {
        int code = token.isWhole() ? token.whole(meanings.get(0)) : 0;
        if (code < 1 || code > meanings.size()) {
            throw token.bad(
                    "a number of 1 to " + meanings.size() + " for " + String.join(", ", meanings), "correct the list.");
        }
        return meanings.get(code - 1);
    }
}
