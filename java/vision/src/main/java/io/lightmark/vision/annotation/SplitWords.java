package io.lightmark.vision.annotation;

import io.lightmark.data.Split;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which split the name of a file or folder speaks of. */
public final class SplitWords {
    private static final Map<String, Split> WORDS = Map.of(
            "train", Split.TRAIN,
            "training", Split.TRAIN,
            "trainset", Split.TRAIN,
            "val", Split.VALIDATION,
            "valid", Split.VALIDATION,
            "validation", Split.VALIDATION,
            "test", Split.TEST,
            "testing", Split.TEST,
            "testset", Split.TEST);

    private static final Pattern NO_LETTERS = Pattern.compile("[^A-Za-z]+");

    private SplitWords() {}

    /**
     * The split of the last word of a name that is one: {@code list_98pt_test_blur.txt} and {@code testset} are for
     * testing.
     */
    public static Optional<Split> of(String name) {
        Optional<Split> found = Optional.empty();
        for (String word : NO_LETTERS.split(name.replaceAll("([a-z])([A-Z])", "$1 $2"), 0)) {
            Split split = WORDS.get(word.toLowerCase(Locale.ROOT));
            found = split == null ? found : Optional.of(split);
        }
        return found;
    }
}
