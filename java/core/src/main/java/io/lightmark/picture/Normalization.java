package io.lightmark.picture;

import java.util.Locale;

/**
 * From byte to network input: {@code value = gain · byte + bias}, the same for blue, green and red.
 *
 * @param gain factor
 * @param bias added
 */
public record Normalization(float gain, float bias) {
    /** Byte − 127.5, as in the published cascade. */
    public static final Normalization CENTRED = new Normalization(1, -127.5f);

    /** To −1 … 1. */
    public static final Normalization UNIT = new Normalization(1 / 127.5f, -1);

    public Normalization {
        if (!(gain > 0) || !Float.isFinite(gain) || !Float.isFinite(bias)) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "Expected a positive gain and a finite bias, received %s and %s. Fix: use 1 and -127.5.",
                    gain,
                    bias));
        }
    }
}
