package io.lightmark.cli.option;

import io.lightmark.data.PictureSet;
import io.lightmark.data.PictureSets;
import io.lightmark.data.Split;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The pictures that {@code --split} names. */
public enum SplitChoice {
    VAL(Split.VALIDATION),
    TRAIN(Split.TRAIN),
    TEST(Split.TEST),
    ALL(null);

    private final Optional<Split> split;

    SplitChoice(@Nullable Split split) {
        this.split = Optional.ofNullable(split);
    }

    /** These pictures of a set; possibly none. */
    public PictureSet of(PictureSet set) {
        return split.map(chosen -> PictureSets.ofSplit(set, chosen)).orElse(set);
    }

    /** The word on the command line and in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
