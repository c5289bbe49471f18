package io.lightmark.picture;

import io.lightmark.graph.PictureInput;
import io.lightmark.op.CropResize;
import java.util.List;

/**
 * What happens to pixels on their way into a network; stored with the model, so that prediction does what training did.
 *
 * @param normalization from byte to input
 * @param samples samples per axis when a picture is shrunk, see {@link CropResize}
 * @param border what lies outside a picture
 */
public record Preprocessing(Normalization normalization, int samples, CropResize.Border border) {
    /** As the published cascade's inference: plain bilinear, black outside, byte − 127.5. */
    public static final Preprocessing PUBLISHED = new Preprocessing(Normalization.CENTRED, 1, CropResize.Border.ZERO);

    /** Averages when shrinking, repeats the edge, −1 … 1. */
    public static final Preprocessing DEFAULT = new Preprocessing(Normalization.UNIT, 4, CropResize.Border.REPLICATE);

    /** The program input for pictures staged in a block of this many bytes. */
    public PictureInput input(long sourceBytes) {
        return new PictureInput(sourceBytes, false, samples, border, List.of());
    }

    /** The program input for pictures that are all staged once in a block of this many bytes and stay there. */
    public PictureInput residentInput(long sourceBytes) {
        return new PictureInput(sourceBytes, true, samples, border, List.of());
    }
}
