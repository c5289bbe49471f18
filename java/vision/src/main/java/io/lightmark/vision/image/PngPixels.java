package io.lightmark.vision.image;

import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks the compressed pixels of a PNG file and throws them away: after this, every row is known to be there with a
 * filter that exists, and the checksum of the whole is right. The decoder then has nothing to complain about.
 */
final class PngPixels {
    /** Passes of Adam7: first column, first row, column step, row step. */
    private static final int[][] PASSES = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
    };

    private static final int[][] WHOLE = {{0, 0, 1, 1}};

    /** A stretch of compressed bytes in the file. */
    record Piece(int at, int size) {}

    private final byte[] file;
    private final List<Piece> pieces;
    private final Inflater inflater;
    private int next;

    private PngPixels(byte[] file, List<Piece> pieces, Inflater inflater) {
        this.file = file;
        this.pieces = pieces;
        this.inflater = inflater;
    }

    static void check(PngHeader header, byte[] file, List<Piece> pieces) throws BadPictureException {
        Inflater inflater = new Inflater();
        try {
            new PngPixels(file, pieces, inflater).rows(header);
        } catch (DataFormatException broken) {
            throw BadPictureException.corrupt("compressed pixels", "a damaged stream: " + broken.getMessage());
        } finally {
            inflater.end();
        }
    }

    private void rows(PngHeader header) throws DataFormatException, BadPictureException {
        byte[] row = new byte[1 + header.rowBytes(header.width())];
        for (int[] pass : header.interlaced() ? PASSES : WHOLE) {
            int columns = steps(header.width(), pass[0], pass[2]);
            int rows = columns == 0 ? 0 : steps(header.height(), pass[1], pass[3]);
            for (int r = 0; r < rows; r++) {
                int length = 1 + header.rowBytes(columns);
                if (fill(row, length) < length) {
                    throw BadPictureException.truncated("pixels of " + header.height() + " rows", "fewer");
                }
                if (row[0] < 0 || row[0] > 4) {
                    throw BadPictureException.corrupt("a row filter of 0 to 4", "code " + (row[0] & 0xff));
                }
            }
        }
        if (fill(row, 1) != 0 || !inflater.finished()) {
            throw BadPictureException.corrupt("pixels of " + header.height() + " rows", "more");
        }
    }

    private static int steps(int extent, int first, int step) {
        return Math.max(0, (extent - first + step - 1) / step);
    }

    private int fill(byte[] target, int length) throws DataFormatException {
        int filled = 0;
        while (filled < length && !inflater.finished()) {
            int count = inflater.inflate(target, filled, length - filled);
            filled += count;
            if (count == 0 && !inflater.finished()) {
                if (inflater.needsDictionary() || !inflater.needsInput() || next == pieces.size()) {
                    break;
                }
                Piece piece = pieces.get(next++);
                inflater.setInput(file, piece.at, piece.size);
            }
        }
        return filled;
    }
}
