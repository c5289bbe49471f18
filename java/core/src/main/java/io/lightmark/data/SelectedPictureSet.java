package io.lightmark.data;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Set;

/** Some pictures of a set, in a given order. */
final class SelectedPictureSet implements PictureSet {
    private final PictureSet set;
    private final int[] indices;
    private volatile String fingerprint = "";

    SelectedPictureSet(PictureSet set, int[] indices) {
        for (int index : indices) {
            Objects.checkIndex(index, set.size());
        }
        this.set = set;
        this.indices = indices;
    }

    @Override
    public int size() {
        return indices.length;
    }

    @Override
    public int points() {
        return set.points();
    }

    @Override
    public String name(int index) {
        return set.name(indices[index]);
    }

    @Override
    public Split split(int index) {
        return set.split(indices[index]);
    }

    @Override
    public int width(int index) {
        return set.width(indices[index]);
    }

    @Override
    public int height(int index) {
        return set.height(indices[index]);
    }

    @Override
    public void pixels(int index, ByteBuffer target) {
        set.pixels(indices[index], target);
    }

    @Override
    public float[] landmarks(int index) {
        return set.landmarks(indices[index]);
    }

    @Override
    public Set<String> attributes(int index) {
        return set.attributes(indices[index]);
    }

    /** The hash of the set's fingerprint and the indices. */
    @Override
    public String fingerprint() {
        if (fingerprint.isEmpty()) {
            ByteBuffer numbers = ByteBuffer.allocate(Integer.BYTES * indices.length);
            numbers.asIntBuffer().put(indices);
            fingerprint = Fingerprint.ofView(set, "indices", numbers);
        }
        return fingerprint;
    }

    @Override
    public void close() {
        set.close();
    }
}
