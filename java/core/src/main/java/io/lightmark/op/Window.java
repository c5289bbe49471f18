package io.lightmark.op;

/**
 * A square sliding window with symmetric zero padding, as in Caffe and PyTorch.
 *
 * @param kernel side of the window
 * @param stride step between windows
 * @param padding rows and columns added on every side
 */
public record Window(int kernel, int stride, int padding) {
    public Window {
        Require.that(kernel >= 1, "a kernel side of at least 1", kernel, "use 1, 3, 5 or 7.");
        Require.that(stride >= 1, "a stride of at least 1", stride, "use 1 or 2.");
        Require.that(
                padding >= 0 && padding < kernel,
                "a padding from 0 to kernel - 1",
                padding + " with kernel " + kernel,
                "use (kernel - 1) / 2.");
    }

    /** A window that keeps the size at stride 1: padding (kernel − 1) / 2. */
    public static Window same(int kernel, int stride) {
        return new Window(kernel, stride, (kernel - 1) / 2);
    }

    /** Extent of the output for an input extent: floor((size + 2·padding − kernel) / stride) + 1. */
    public int outputSize(int size) {
        Require.that(
                size + 2 * padding >= kernel,
                "an input at least as large as the window",
                "size " + size + " with " + this,
                "use a larger input, a smaller kernel or more padding.");
        return (size + 2 * padding - kernel) / stride + 1;
    }

    String describe() {
        return "k" + kernel + " s" + stride + " p" + padding;
    }
}
