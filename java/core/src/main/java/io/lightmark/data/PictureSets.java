package io.lightmark.data;

import io.lightmark.landmark.LandmarkConversion;
import io.lightmark.op.CounterRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Picture sets made of picture sets: joined, filtered, divided. A view closes what it was made of. */
public final class PictureSets {
    private static final Pattern FURTHER_FACE = Pattern.compile("#[0-9]+$");

    private PictureSets() {}

    /**
     * All pictures of several sets, in order. A single set is returned as it is.
     *
     * @throws IllegalArgumentException if there is no set, or they differ in the number of landmarks
     */
    public static PictureSet concat(List<? extends PictureSet> sets) {
        if (sets.isEmpty()) {
            throw new IllegalArgumentException(
                    "Expected at least one picture set, received none. Fix: name a dataset.");
        }
        return sets.size() == 1 ? sets.get(0) : new JoinedPictureSet(sets);
    }

    /** The pictures of one split, in order; possibly none. */
    public static PictureSet ofSplit(PictureSet set, Split split) {
        int[] indices = IntStream.range(0, set.size())
                .filter(i -> set.split(i) == split)
                .toArray();
        return new SelectedPictureSet(set, indices);
    }

    /** The pictures at the given indices, in that order. */
    public static PictureSet select(PictureSet set, int... indices) {
        return new SelectedPictureSet(set, indices.clone());
    }

    /**
     * The same pictures with other landmarks, each made of the set's own.
     *
     * @throws IllegalArgumentException if the conversion is for another number of landmarks
     */
    public static PictureSet convert(PictureSet set, LandmarkConversion conversion) {
        return new ConvertedPictureSet(set, conversion);
    }

    /** How many pictures belong to a split. */
    public static int count(PictureSet set, Split split) {
        return (int) IntStream.range(0, set.size())
                .filter(i -> set.split(i) == split)
                .count();
    }

    /** The indices of the pictures that have each attribute, attributes in alphabetical order; possibly none. */
    public static SortedMap<String, Set<Integer>> byAttribute(PictureSet set) {
        SortedMap<String, Set<Integer>> pictures = new TreeMap<>();
        for (int i = 0; i < set.size(); i++) {
            for (String attribute : set.attributes(i)) {
                pictures.computeIfAbsent(attribute, name -> new TreeSet<>()).add(i);
            }
        }
        return pictures;
    }

    /**
     * The same pictures with a part of the training split moved to another split. The choice depends only on the seed
     * and each picture's name, so it stays the same when pictures are added or reordered. Faces of one photo, whose names
     * differ in {@code #2}, {@code #3}, … at the end, stay together.
     *
     * @param fraction of the training pictures to move, 0 to 1
     */
    public static PictureSet holdOut(PictureSet set, Split to, double fraction, long seed) {
        if (!(fraction >= 0 && fraction <= 1)) {
            throw new IllegalArgumentException(
                    "Expected a fraction of 0 to 1, received " + fraction + ". Fix: use 0.05.");
        }
        List<Split> splits = new ArrayList<>(set.size());
        long key = CounterRandom.key(seed, 0, 0x686f6c64);
        for (int i = 0; i < set.size(); i++) {
            boolean moves =
                    set.split(i) == Split.TRAIN && CounterRandom.uniform(key, hash(photo(set.name(i)))) < fraction;
            splits.add(moves ? to : set.split(i));
        }
        return new ResplitPictureSet(set, splits);
    }

    private static String photo(String name) {
        return FURTHER_FACE.matcher(name).replaceFirst("");
    }

    /** FNV-1a over the characters: a hash that no Java version changes. */
    private static long hash(String name) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }
}
