package io.lightmark.cascade;

import io.lightmark.op.CounterRandom;
import io.lightmark.picture.View;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * The errors that a level really makes, in the coordinates of its own views, so that the next level can be trained on
 * crops that are off in the same way: a drawn error is laid onto the true landmarks of another picture.
 */
final class ResidualPool {
    private final List<float[]> residuals = new ArrayList<>();

    void add(View view, float[] predicted, float[] truth) {
        float[] there = view.points().toNetwork(predicted);
        float[] here = view.points().toNetwork(truth);
        float[] difference = new float[there.length];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = there[i] - here[i];
        }
        residuals.add(difference);
    }

    int size() {
        return residuals.size();
    }

    /** The true landmarks moved by a drawn error, as the level might have predicted them in this view. */
    float[] disturb(View view, float[] truth, long key) {
        if (residuals.isEmpty()) {
            return truth;
        }
        float[] residual = residuals.get((int) Long.remainderUnsigned(CounterRandom.bits(key, 0), residuals.size()));
        float[] moved = view.points().toNetwork(truth);
        for (int i = 0; i < moved.length; i++) {
            moved[i] += residual[i];
        }
        return view.points().toPicture(moved);
    }

    /** A short text that identifies the contents. */
    String fingerprint() {
        CRC32C sum = new CRC32C();
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES);
        for (float[] residual : residuals) {
            for (float number : residual) {
                sum.update(bytes.putFloat(0, number).rewind());
            }
        }
        return String.format(Locale.ROOT, "%08x", sum.getValue());
    }
}
