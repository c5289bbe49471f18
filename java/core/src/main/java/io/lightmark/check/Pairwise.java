package io.lightmark.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * A small set of rows in which every possible pair of values of any two factors occurs: most faults of kernels show with
 * two particular values, few need three. Greedy and deterministic. The first value of each factor is the cheapest; a
 * pair that is impossible beside the cheapest values is left out.
 */
final class Pairwise {
    private final int[][] factors;
    private final Predicate<int[]> possible;
    private final SplittableRandom random = new SplittableRandom(1);
    private final Set<Long> covered = new HashSet<>();

    private Pairwise(int[][] factors, Predicate<int[]> possible) {
        this.factors = factors;
        this.possible = possible;
    }

    /** Rows of one value per factor. */
    static List<int[]> rows(int[][] factors, Predicate<int[]> possible) {
        return new Pairwise(factors, possible).build();
    }

    /** Every possible row. */
    static List<int[]> product(int[][] factors, Predicate<int[]> possible) {
        List<int[]> rows = new ArrayList<>();
        int[] digits = new int[factors.length];
        while (true) {
            int[] row = new int[factors.length];
            for (int f = 0; f < factors.length; f++) {
                row[f] = factors[f][digits[f]];
            }
            if (possible.test(row)) {
                rows.add(row);
            }
            int f = 0;
            while (f < factors.length && ++digits[f] == factors[f].length) {
                digits[f++] = 0;
            }
            if (f == factors.length) {
                return rows;
            }
        }
    }

    private List<int[]> build() {
        List<int[]> rows = new ArrayList<>();
        for (int f = 0; f < factors.length; f++) {
            for (int g = f + 1; g < factors.length; g++) {
                for (int i = 0; i < factors[f].length; i++) {
                    for (int j = 0; j < factors[g].length; j++) {
                        if (!covered.contains(pair(f, i, g, j))) {
                            addRow(rows, f, i, g, j);
                        }
                    }
                }
            }
        }
        return rows;
    }

    private void addRow(List<int[]> rows, int f, int i, int g, int j) {
        int[] choice = new int[factors.length];
        choice[f] = i;
        choice[g] = j;
        if (!possible.test(values(choice))) {
            return;
        }
        for (int sweep = 0; sweep < 2; sweep++) {
            for (int h = 0; h < factors.length; h++) {
                if (h != f && h != g) {
                    improve(choice, h);
                }
            }
        }
        for (int a = 0; a < choice.length; a++) {
            for (int b = a + 1; b < choice.length; b++) {
                covered.add(pair(a, choice[a], b, choice[b]));
            }
        }
        rows.add(values(choice));
    }

    /** Sets factor h to the possible value that covers most new pairs, starting anywhere. */
    private void improve(int[] choice, int h) {
        int best = choice[h];
        int bestGain = gain(choice, h);
        int start = random.nextInt(factors[h].length);
        for (int step = 0; step < factors[h].length; step++) {
            choice[h] = (start + step) % factors[h].length;
            int gain = gain(choice, h);
            if (gain > bestGain && possible.test(values(choice))) {
                best = choice[h];
                bestGain = gain;
            }
        }
        choice[h] = best;
    }

    private int gain(int[] choice, int h) {
        int gain = 0;
        for (int f = 0; f < choice.length; f++) {
            if (f != h
                    && !covered.contains(f < h ? pair(f, choice[f], h, choice[h]) : pair(h, choice[h], f, choice[f]))) {
                gain++;
            }
        }
        return gain;
    }

    private int[] values(int[] choice) {
        int[] values = new int[choice.length];
        for (int f = 0; f < choice.length; f++) {
            values[f] = factors[f][choice[f]];
        }
        return values;
    }

    private static long pair(int f, int i, int g, int j) {
        return ((f * 64L + i) * 64 + g) * 64 + j;
    }
}
