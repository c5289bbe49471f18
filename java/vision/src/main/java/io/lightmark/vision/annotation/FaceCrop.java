package io.lightmark.vision.annotation;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which part of a photo is kept: everything, or a square around one face. The square's centre is that of the annotated box
 * or of the box around all landmarks, its side the box's longer side times 1 + 2 · margin, in whole pixels.
 *
 * @param around what the square is around
 * @param margin added on every side, in shares of the box's longer side; 0 to 10
 * @param border whether what lies outside the photo becomes black, so that the crop is always square; otherwise the crop
 *     ends where the photo does
 */
public record FaceCrop(Around around, double margin, boolean border) {
    /** What a crop is around. */
    public enum Around {
        NONE,
        BOX,
        POINTS
    }

    /** The whole photo. */
    public static final FaceCrop NONE = new FaceCrop(Around.NONE, 0, false);

    private static final Pattern WORDS =
            Pattern.compile("(?<around>box|points)[: ](?<margin>[0-9]{1,2}(\\.[0-9]{1,6})?)(?<border>[: ]border)?");

    public FaceCrop {
        if (!(margin >= 0 && margin <= 10)) {
            throw new IllegalArgumentException("Expected a margin of 0 to 10, received " + margin + ". Fix: use 0.4.");
        }
    }

    /**
     * A crop by its words: {@code none}, {@code box:0.2}, {@code points:0.4}, with {@code :border} behind it for a black
     * border; blanks may stand for the colons.
     *
     * @throws IllegalArgumentException for other words
     */
    public static FaceCrop of(String words) {
        if (words.equals("none")) {
            return NONE;
        }
        Matcher matcher = WORDS.matcher(words);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Expected a face crop none, box:MARGIN or points:MARGIN, with :border"
                    + " behind it for a black border, received '" + words + "'. Fix: use points:0.4.");
        }
        return new FaceCrop(
                Around.valueOf(matcher.group("around").toUpperCase(Locale.ROOT)),
                Double.parseDouble(matcher.group("margin")),
                matcher.group("border") != null);
    }

    /** The words that make it. */
    @Override
    public String toString() {
        return around == Around.NONE
                ? "none"
                : around.name().toLowerCase(Locale.ROOT) + ":" + margin + (border ? ":border" : "");
    }
}
