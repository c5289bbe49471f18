package io.lightmark.data;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

/** The pictures of a set with other splits. */
final class ResplitPictureSet implements PictureSet {
    private final PictureSet set;
    private final List<Split> splits;
    private volatile String fingerprint = "";

    ResplitPictureSet(PictureSet set, List<Split> splits) {
        this.set = set;
        this.splits = List.copyOf(splits);
    }

    @Override
    public int size() {
        return set.size();
    }

    @Override
    public int points() {
        return set.points();
    }

    @Override
    public String name(int index) {
        return set.name(index);
    }

    @Override
    public Split split(int index) {
        return splits.get(index);
    }

    @Override
    public int width(int index) {
        return set.width(index);
    }

    @Override
    public int height(int index) {
        return set.height(index);
    }

    @Override
    public void pixels(int index, ByteBuffer target) {
        set.pixels(index, target);
    }

    @Override
    public float[] landmarks(int index) {
        return set.landmarks(index);
    }

    @Override
    public Set<String> attributes(int index) {
        return set.attributes(index);
    }

    /** The hash of the set's fingerprint and the splits. */
    @Override
    public String fingerprint() {
        if (fingerprint.isEmpty()) {
            ByteBuffer codes = ByteBuffer.allocate(splits.size());
            splits.forEach(split -> codes.put((byte) split.code()));
            fingerprint = Fingerprint.ofView(set, "splits", codes.flip());
        }
        return fingerprint;
    }

    @Override
    public void close() {
        set.close();
    }
}
