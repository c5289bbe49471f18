package io.lightmark.data;

import io.lightmark.landmark.LandmarkConversion;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** The pictures of a set with other landmarks, made of its own. */
final class ConvertedPictureSet implements PictureSet {
    private final PictureSet set;
    private final LandmarkConversion conversion;

    ConvertedPictureSet(PictureSet set, LandmarkConversion conversion) {
        if (set.points() != conversion.from()) {
            throw new IllegalArgumentException("Expected a set of " + conversion.from() + " landmarks, received one of "
                    + set.points() + ". Fix: choose the conversion by the set.");
        }
        this.set = set;
        this.conversion = conversion;
    }

    @Override
    public int size() {
        return set.size();
    }

    @Override
    public int points() {
        return conversion.to();
    }

    @Override
    public String name(int index) {
        return set.name(index);
    }

    @Override
    public Split split(int index) {
        return set.split(index);
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
        return conversion.apply(set.landmarks(index));
    }

    @Override
    public Set<String> attributes(int index) {
        return set.attributes(index);
    }

    /** The hash of the set's fingerprint and the conversion's table. */
    @Override
    public String fingerprint() {
        byte[] table = conversion.sources().toString().getBytes(StandardCharsets.US_ASCII);
        return Fingerprint.ofView(set, "landmarks", ByteBuffer.wrap(table));
    }

    @Override
    public void close() {
        set.close();
    }
}
