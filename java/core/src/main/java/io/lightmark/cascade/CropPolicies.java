package io.lightmark.cascade;

import java.util.List;
import java.util.regex.Pattern;

/** Reads crop policies from their text form, as in model files and on the command line. */
public final class CropPolicies {
    private static final Pattern INDEX = Pattern.compile("\\d{1,6}");
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,17}(\\.\\d{1,17})?([eE]-?\\d{1,3})?");

    private CropPolicies() {}

    /**
     * The policy of a text such as {@code nose-eye 2 0 4.0}, {@code spread 0.5}, {@code upright 0.15}, {@code
     * compat-nose-eye 2 0}, {@code whole} or {@code compat-whole}.
     *
     * @throws IllegalArgumentException for any other text
     */
    public static CropPolicy parse(String text) {
        List<String> words = List.of(text.split(" ", -1));
        return switch (words.get(0) + "/" + (words.size() - 1)) {
            case WholePicture.NAME + "/0" -> new WholePicture();
            case CompatWhole.NAME + "/0" -> new CompatWhole();
            case NoseEyeCrop.NAME + "/3" ->
                new NoseEyeCrop(index(text, words.get(1)), index(text, words.get(2)), decimal(text, words.get(3)));
            case SpreadCrop.NAME + "/1" -> new SpreadCrop(decimal(text, words.get(1)));
            case UprightCrop.NAME + "/1" -> new UprightCrop(decimal(text, words.get(1)));
            case CompatCrop.NAME + "/2" -> new CompatCrop(index(text, words.get(1)), index(text, words.get(2)));
            default -> throw wrong(text);
        };
    }

    private static int index(String text, String word) {
        if (!INDEX.matcher(word).matches()) {
            throw wrong(text);
        }
        return Integer.parseInt(word);
    }

    private static double decimal(String text, String word) {
        if (!DECIMAL.matcher(word).matches()) {
            throw wrong(text);
        }
        return Double.parseDouble(word);
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException("Expected a crop such as 'nose-eye 2 0 4.0', 'spread 0.5',"
                + " 'upright 0.15', 'compat-nose-eye 2 0', 'whole' or 'compat-whole', received '" + text
                + "'. Fix: use one of these forms.");
    }
}
