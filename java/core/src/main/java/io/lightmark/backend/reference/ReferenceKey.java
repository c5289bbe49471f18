package io.lightmark.backend.reference;

/** The random key of an image out of an operand {@code key} [n,2]: {low, high}. */
final class ReferenceKey {
    private ReferenceKey() {}

    static long of(double[] keys, int n) {
        return ((int) keys[2 * n] & 0xffffffffL) | ((long) (int) keys[2 * n + 1] << 32);
    }
}
