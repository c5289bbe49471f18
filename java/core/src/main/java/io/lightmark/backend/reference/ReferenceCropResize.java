package io.lightmark.backend.reference;

import io.lightmark.op.CropResize;
import io.lightmark.op.Pass;

/** Crop, resize and normalise, one output pixel at a time. */
final class ReferenceCropResize implements ReferenceKernel<CropResize> {
    private static final int CHANNELS = 3;

    /** One source picture: where it begins in the block of bytes and how large it is. */
    private record Picture(double[] source, long offset, int height, int width) {
        static Picture of(double[] source, double[] geometry, int n) {
            long low = (int) geometry[4 * n] & 0xffffffffL;
            long high = (int) geometry[4 * n + 1];
            return new Picture(source, (high << 32) | low, (int) geometry[4 * n + 2], (int) geometry[4 * n + 3]);
        }

        boolean fits() {
            return offset >= 0
                    && offset <= source.length
                    && height >= 1
                    && width >= 1
                    && (long) height * width <= (source.length - offset) / CHANNELS;
        }

        /** The byte of pixel (row, column), or 0 outside. */
        double at(int row, int column, int channel) {
            boolean inside = row >= 0 && row < height && column >= 0 && column < width;
            return inside ? source[(int) (offset + ((long) row * width + column) * CHANNELS + channel)] : 0;
        }
    }

    @Override
    public void run(CropResize op, Pass pass, OperandArrays arrays) {
        Nhwc out = Nhwc.of(op.output());
        for (int n = 0; n < out.n(); n++) {
            Picture picture = Picture.of(arrays.get("source"), arrays.get("geometry"), n);
            for (int row = 0; row < out.h(); row++) {
                for (int column = 0; column < out.w(); column++) {
                    for (int channel = 0; channel < CHANNELS; channel++) {
                        double value = picture.fits()
                                ? average(op, picture, arrays.get("transform"), n, row, column, channel)
                                : 0;
                        double gain = arrays.get("colour")[6 * n + channel];
                        double bias = arrays.get("colour")[6 * n + CHANNELS + channel];
                        arrays.get("y")[out.at(n, row, column, channel)] = gain * value + bias;
                    }
                }
            }
        }
    }

    /** The mean over the samples of one output pixel. */
    private static double average(
            CropResize op, Picture picture, double[] transform, int n, int row, int column, int channel) {
        double a = transform[6 * n];
        double b = transform[6 * n + 1];
        double c = transform[6 * n + 2];
        double d = transform[6 * n + 3];
        double e = transform[6 * n + 4];
        double f = transform[6 * n + 5];
        int across = samples(op, Math.hypot(a, d));
        int down = samples(op, Math.hypot(b, e));
        double sum = 0;
        for (int j = 0; j < down; j++) {
            for (int i = 0; i < across; i++) {
                double u = column + (i + 0.5) / across;
                double v = row + (j + 0.5) / down;
                sum += bilinear(op.border(), picture, a * u + b * v + c, d * u + e * v + f, channel);
            }
        }
        return sum / (across * down);
    }

    private static int samples(CropResize op, double scale) {
        double wanted = Math.ceil(scale - CropResize.SCALE_TOLERANCE);
        return wanted > 1 ? (int) Math.min(op.samples(), wanted) : 1;
    }

    /** The picture at a point; the centre of pixel (row, column) is (column + ½, row + ½). */
    private static double bilinear(CropResize.Border border, Picture picture, double x, double y, int channel) {
        if (!Float.isFinite((float) x) || !Float.isFinite((float) y)) {
            return 0;
        }
        double column = place(border, x - 0.5, picture.width());
        double row = place(border, y - 0.5, picture.height());
        int left = (int) Math.floor(column);
        int top = (int) Math.floor(row);
        double right = column - left;
        double bottom = row - top;
        return (1 - bottom)
                        * ((1 - right) * picture.at(top, left, channel) + right * picture.at(top, left + 1, channel))
                + bottom
                        * ((1 - right) * picture.at(top + 1, left, channel)
                                + right * picture.at(top + 1, left + 1, channel));
    }

    /** A coordinate moved to where the picture, continued by its border, has the same value. */
    private static double place(CropResize.Border border, double coordinate, int size) {
        return border == CropResize.Border.REPLICATE
                ? Math.min(Math.max(coordinate, 0), size - 1)
                : Math.min(Math.max(coordinate, -1), size);
    }
}
