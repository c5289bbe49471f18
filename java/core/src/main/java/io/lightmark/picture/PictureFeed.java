package io.lightmark.picture;

import io.lightmark.backend.Plan;
import io.lightmark.data.PictureSet;
import io.lightmark.graph.Program;
import io.lightmark.graph.Value;
import io.lightmark.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/**
 * Fills the picture inputs of a plan — {@code source}, {@code geometry}, {@code transform}, {@code colour} — slot by
 * slot. Pictures lie one behind the other in the source block; of a large picture only the part that its frame can touch
 * is copied. Works on any plan lowered with {@link Preprocessing#input}; allocates nothing per picture.
 */
public final class PictureFeed {
    private final Normalization normalization;
    private final int batch;
    private final int height;
    private final int width;
    private final ByteBuffer source;
    private final IntBuffer geometry;
    private final FloatBuffer transform;
    private final FloatBuffer colour;

    /** Binds the inputs of a plan whose network takes pictures of the given shape [n,h,w,3]. */
    public PictureFeed(Plan plan, Shape input, Normalization normalization) {
        this.normalization = normalization;
        this.batch = input.n();
        this.height = input.h();
        this.width = input.w();
        this.source = buffer(plan, "source");
        this.geometry = buffer(plan, "geometry").asIntBuffer();
        this.transform = buffer(plan, "transform").asFloatBuffer();
        this.colour = buffer(plan, "colour").asFloatBuffer();
    }

    /** Empties the source block; slots keep what they describe until they are put again. */
    public void begin() {
        source.clear();
    }

    /** Appends a whole picture of a set to the source block; returns where it begins, for {@link #place}. */
    public int append(PictureSet set, int index) {
        int offset = source.position();
        requireRoom(set.bytes(index));
        set.pixels(index, source);
        return offset;
    }

    /** Describes a slot's sample as a whole picture that lies in the source block already. */
    public void place(int slot, int offset, int pictureWidth, int pictureHeight, Frame frame, ColourShift shift) {
        describe(slot, offset, pictureWidth, pictureHeight);
        frame.putTransform(transform, 6 * slot, width, height, 0, 0);
        putColour(slot, shift);
    }

    /** Appends what a frame can touch of a picture and describes a slot's sample by it. */
    public void put(int slot, Pixels picture, Frame frame) {
        double spreadX = Math.abs(frame.xu()) + Math.abs(frame.xv()) + 2;
        double spreadY = Math.abs(frame.yu()) + Math.abs(frame.yv()) + 2;
        int left = clamp(Math.floor(frame.x0() - spreadX), picture.width());
        int right = clamp(Math.ceil(frame.x0() + spreadX), picture.width());
        int top = clamp(Math.floor(frame.y0() - spreadY), picture.height());
        int bottom = clamp(Math.ceil(frame.y0() + spreadY), picture.height());
        int columns = right - left + 1;
        int rows = bottom - top + 1;
        int offset = source.position();
        requireRoom(3 * columns * rows);
        ByteBuffer pixels = picture.buffer();
        int start = pixels.position();
        for (int row = top; row <= bottom; row++) {
            int from = start + 3 * (row * picture.width() + left);
            source.put(source.position(), pixels, from, 3 * columns);
            source.position(source.position() + 3 * columns);
        }
        describe(slot, offset, columns, rows);
        frame.putTransform(transform, 6 * slot, width, height, left, top);
        putColour(slot, ColourShift.NONE);
    }

    /** Gives the slots from {@code used} on the sample of slot 0, so that unused ones hold something valid. */
    public void fillRest(int used) {
        for (int slot = used; slot < batch; slot++) {
            for (int i = 0; i < 4; i++) {
                geometry.put(4 * slot + i, geometry.get(i));
            }
            for (int i = 0; i < 6; i++) {
                transform.put(6 * slot + i, transform.get(i));
                colour.put(6 * slot + i, colour.get(i));
            }
        }
    }

    private void describe(int slot, int offset, int pictureWidth, int pictureHeight) {
        geometry.put(4 * slot, offset);
        geometry.put(4 * slot + 1, 0);
        geometry.put(4 * slot + 2, pictureHeight);
        geometry.put(4 * slot + 3, pictureWidth);
    }

    private void putColour(int slot, ColourShift shift) {
        for (int channel = 0; channel < 3; channel++) {
            double gain = normalization.gain() * shift.gain(channel);
            double bias = normalization.gain() * shift.bias(channel) + normalization.bias();
            colour.put(6 * slot + channel, (float) gain);
            colour.put(6 * slot + 3 + channel, (float) bias);
        }
    }

    private void requireRoom(int bytes) {
        if (bytes > source.remaining()) {
            throw new IllegalArgumentException("Expected a picture of at most " + source.remaining()
                    + " bytes in the plan's source block, received " + bytes
                    + ". Fix: plan with a larger block or feed fewer pictures at once.");
        }
    }

    private static int clamp(double pixel, int size) {
        return (int) Math.max(0, Math.min(size - 1.0, pixel));
    }

    private static ByteBuffer buffer(Plan plan, String name) {
        Program program = plan.program();
        Value value = program.value(name);
        return plan.buffer(value);
    }
}
