package io.lightmark.backend.cuda.kernel;

/** The products of {@code cuda-kernels/pointwise.cu}, whose rows are pixels or the vectors of a batch. */
final class Pointwise {
    private final Launches launches;
    private final int pixels;
    private final int inputs;
    private final int outputs;

    Pointwise(Launches launches, int pixels, int inputs, int outputs) {
        this.launches = launches;
        this.pixels = pixels;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    /** y = activation(x · weight + bias) + residual. */
    void forward(long x, long weight, Product.Epilogue epilogue, long y) {
        ProductCut cut = ProductCut.ofRows(pixels, outputs, inputs);
        new Product(launches, "pointwise_forward", cut, pixels, outputs)
                .launch(epilogue, x, weight, y, pixels, inputs, outputs);
    }

    /** grad.x = grad.y · weightᵀ. */
    private void dataGradient(long gradY, long weight, long gradX) {
        ProductCut cut = ProductCut.ofRows(pixels, inputs, outputs);
        new Product(launches, "pointwise_data_gradient", cut, pixels, inputs)
                .launch(gradY, weight, gradX, pixels, inputs, outputs);
    }

    /** grad.weight = xᵀ · grad.y. */
    private void weightGradient(long x, long gradY, long gradWeight) {
        ProductCut cut = ProductCut.ofDepth(inputs, outputs, pixels);
        new Product(launches, "pointwise_weight_gradient", cut, inputs, outputs)
                .launch(x, gradY, gradWeight, pixels, inputs, outputs);
    }

    /** Those gradients of a convolution or linear layer that a step asks for. */
    void backward(CudaArrays arrays) {
        long gradY = arrays.address("grad.y");
        if (arrays.has("grad.x")) {
            dataGradient(gradY, arrays.address("weight"), arrays.address("grad.x"));
        }
        if (arrays.has("grad.weight")) {
            weightGradient(arrays.address("x"), gradY, arrays.address("grad.weight"));
        }
        if (arrays.has("grad.bias")) {
            ColumnSum.launch(launches, gradY, pixels, outputs, arrays.address("grad.bias"));
        }
    }
}
