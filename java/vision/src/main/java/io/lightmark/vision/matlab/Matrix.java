package io.lightmark.vision.matlab;

/**
 * A real matrix of numbers.
 *
 * @param rows at least 0
 * @param columns at least 0
 * @param values {@code rows · columns} numbers, column by column
 */
public record Matrix(int rows, int columns, double[] values) {
    /** One number. */
    public double at(int row, int column) {
        return values[column * rows + row];
    }
}
