package io.lightmark.data;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

/**
 * A picture set that holds all pixels on the heap: for small datasets, generated faces and tests. Closing makes it
 * unusable, so that a mistake shows here too and not only with files.
 */
public final class MemoryPictureSet implements PictureSet {
    private final List<AnnotatedPicture> pictures;
    private final int points;
    private volatile boolean closed;
    private volatile String fingerprint = "";

    /**
     * @param pictures in the order of the set
     * @param points landmarks of every picture
     */
    public MemoryPictureSet(List<AnnotatedPicture> pictures, int points) {
        this.pictures = List.copyOf(pictures);
        this.points = points;
        for (AnnotatedPicture picture : this.pictures) {
            if (picture.points() != points) {
                throw new IllegalArgumentException("Expected " + points + " landmarks for every picture, received "
                        + picture.points() + " for " + picture.name() + ". Fix: do not mix datasets.");
            }
        }
    }

    @Override
    public int size() {
        return pictures.size();
    }

    @Override
    public int points() {
        return points;
    }

    @Override
    public String name(int index) {
        return at(index).name();
    }

    @Override
    public Split split(int index) {
        return at(index).split();
    }

    @Override
    public int width(int index) {
        return at(index).width();
    }

    @Override
    public int height(int index) {
        return at(index).height();
    }

    @Override
    public void pixels(int index, ByteBuffer target) {
        target.put(at(index).bgr());
    }

    @Override
    public float[] landmarks(int index) {
        return at(index).landmarks().clone();
    }

    @Override
    public Set<String> attributes(int index) {
        return at(index).attributes();
    }

    @Override
    public String fingerprint() {
        if (fingerprint.isEmpty()) {
            fingerprint = Fingerprint.of(this);
        }
        return fingerprint;
    }

    @Override
    public void close() {
        closed = true;
    }

    private AnnotatedPicture at(int index) {
        if (closed) {
            throw new IllegalStateException(
                    "Expected an open picture set, received one that is closed. Fix: close it after its last use.");
        }
        return pictures.get(index);
    }
}
