package io.lightmark.tensor;

/**
 * A dense float32 array on the host, with its shape: weights on their way to and from a plan or a file.
 *
 * <p>Four-dimensional tensors are NHWC (data), HWIO (convolution weights) or HWC (depthwise weights). The data array is
 * shared, not copied: whoever passes an array hands it over.
 *
 * @param shape the extents
 * @param data the elements in row-major order; its length equals {@code shape.elements()}
 */
public record Tensor(Shape shape, float[] data) {
    public Tensor {
        if (data.length != shape.elements()) {
            throw new IllegalArgumentException("Expected " + shape.elements() + " elements for shape " + shape
                    + ", received " + data.length + ". Fix: pass an array of that length.");
        }
    }

    /** A tensor of zeros. */
    public static Tensor zeros(Shape shape) {
        return new Tensor(shape, new float[shape.length()]);
    }

    /** A tensor of one value throughout. */
    public static Tensor filled(Shape shape, float value) {
        Tensor tensor = zeros(shape);
        java.util.Arrays.fill(tensor.data, value);
        return tensor;
    }
}
