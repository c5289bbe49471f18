package io.lightmark.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Several picture sets, one behind the other. */
final class JoinedPictureSet implements PictureSet {
    private final List<PictureSet> sets;
    private final int[] starts;

    JoinedPictureSet(List<? extends PictureSet> sets) {
        this.sets = List.copyOf(sets);
        this.starts = new int[sets.size() + 1];
        for (int i = 0; i < sets.size(); i++) {
            PictureSet set = sets.get(i);
            if (set.points() != sets.get(0).points()) {
                throw new IllegalArgumentException("Expected datasets with the same number of landmarks, received "
                        + sets.get(0).points() + " and " + set.points() + ". Fix: train on them separately.");
            }
            starts[i + 1] = Math.addExact(starts[i], set.size());
        }
    }

    /** Which set a picture is in; empty sets are passed over. */
    private int owner(int index) {
        Objects.checkIndex(index, size());
        int found = Arrays.binarySearch(starts, index);
        int owner = found >= 0 ? found : -found - 2;
        while (starts[owner + 1] == index) {
            owner++;
        }
        return owner;
    }

    @Override
    public int size() {
        return starts[starts.length - 1];
    }

    @Override
    public int points() {
        return sets.get(0).points();
    }

    @Override
    public String name(int index) {
        int owner = owner(index);
        return sets.get(owner).name(index - starts[owner]);
    }

    @Override
    public Split split(int index) {
        int owner = owner(index);
        return sets.get(owner).split(index - starts[owner]);
    }

    @Override
    public int width(int index) {
        int owner = owner(index);
        return sets.get(owner).width(index - starts[owner]);
    }

    @Override
    public int height(int index) {
        int owner = owner(index);
        return sets.get(owner).height(index - starts[owner]);
    }

    @Override
    public void pixels(int index, ByteBuffer target) {
        int owner = owner(index);
        sets.get(owner).pixels(index - starts[owner], target);
    }

    @Override
    public float[] landmarks(int index) {
        int owner = owner(index);
        return sets.get(owner).landmarks(index - starts[owner]);
    }

    @Override
    public Set<String> attributes(int index) {
        int owner = owner(index);
        return sets.get(owner).attributes(index - starts[owner]);
    }

    /** The hash of the parts' fingerprints, in order. */
    @Override
    public String fingerprint() {
        MessageDigest all = Fingerprint.sha256();
        sets.forEach(set -> all.update(set.fingerprint().getBytes(StandardCharsets.US_ASCII)));
        return HexFormat.of().formatHex(all.digest());
    }

    /** Closes all parts, even if closing one of them fails. */
    @Override
    public void close() {
        @Nullable RuntimeException first = null;
        for (PictureSet set : sets) {
            try {
                set.close();
            } catch (RuntimeException failed) {
                if (first == null) {
                    first = failed;
                } else {
                    first.addSuppressed(failed);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
