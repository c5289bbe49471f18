package io.lightmark.picture;

/**
 * A change of a picture's colours in byte units: {@code byte' = gain · (byte − 128) + 128 + brightness} per channel.
 *
 * @param blue gain of the blue channel, contrast included
 * @param green gain of the green channel
 * @param red gain of the red channel
 * @param brightness added to all
 */
public record ColourShift(double blue, double green, double red, double brightness) {
    /** No change. */
    public static final ColourShift NONE = new ColourShift(1, 1, 1, 0);

    private static final double MIDDLE = 128;

    double gain(int channel) {
        return channel == 0 ? blue : channel == 1 ? green : red;
    }

    double bias(int channel) {
        return MIDDLE * (1 - gain(channel)) + brightness;
    }
}
