package io.lightmark.cli.experiment;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Which of an experiment's runs belong to this machine: every {@code of}-th one, beginning with number {@code part}. All
 * shares together make the whole, and each gets cheap and dear ones.
 *
 * @param part counted from 1
 * @param of number of shares
 */
public record RunShare(int part, int of) {
    /** All runs. */
    public static final RunShare ALL = new RunShare(1, 1);

    private static final Pattern FORM = Pattern.compile("(\\d{1,4})/(\\d{1,4})");

    public RunShare {
        if (part < 1 || part > of) {
            throw new IllegalArgumentException(
                    "Expected a share from 1/n to n/n, received " + part + "/" + of + ". Fix: use 1/2 and 2/2.");
        }
    }

    /** The share of a text such as {@code 2/3}. */
    public static RunShare parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "Expected a share such as 2/3, received '" + text + "'. Fix: write k/n with k from 1 to n.");
        }
        return new RunShare(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
    }

    /** This share of a list, in its order. */
    public <T> List<T> of(List<T> all) {
        return IntStream.range(0, all.size())
                .filter(i -> i % of == part - 1)
                .mapToObj(all::get)
                .toList();
    }
}
