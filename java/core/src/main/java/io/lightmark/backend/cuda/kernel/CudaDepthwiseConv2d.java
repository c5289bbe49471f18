package io.lightmark.backend.cuda.kernel;

import io.lightmark.op.Activation;
import io.lightmark.op.DepthwiseConv2d;
import io.lightmark.op.Pass;
import io.lightmark.op.Window;
import io.lightmark.tensor.Shape;

/** Depthwise convolution; {@code cuda-kernels/depthwise_forward.cu} and {@code depthwise_backward.cu}. */
final class CudaDepthwiseConv2d implements CudaKernel<DepthwiseConv2d> {
    /** The greatest kernel whose taps and their sums fit into one thread's registers together. */
    private static final int GREATEST_KERNEL_OF_BOTH = 5;

    @Override
    public void launch(DepthwiseConv2d op, Pass pass, CudaArrays arrays, Launches launches) {
        if (pass == Pass.FORWARD) {
            Convolution forward = new Convolution(op.input(), op.window(), op.output(), false, op.activation());
            forward.launch(
                    launches,
                    arrays.address("x"),
                    arrays.address("weight"),
                    arrays.address("bias"),
                    arrays.address("y"));
        } else {
            backward(op, arrays, launches);
        }
    }

    /** A call of {@code depthwise_forward}. */
    private record Convolution(Shape input, Window window, Shape output, boolean rotated, Activation activation) {
        void launch(Launches launches, long x, long weight, long bias, long y) {
            DepthwiseStrips strips = DepthwiseStrips.forward(window, output);
            Launches.Call call = launches.kernel("depthwise_forward", "depthwise_forward_" + strips.suffix(window))
                    .over(strips.blocks(), strips.blockThreads())
                    .pointer(x)
                    .pointer(weight)
                    .pointer(bias)
                    .pointer(y);
            geometry(call, input, output, window)
                    .integer(strips.rows())
                    .integer(strips.chunk())
                    .integer(rotated ? 1 : 0)
                    .integer(activation.ordinal())
                    .launch();
        }
    }

    private static void backward(DepthwiseConv2d op, CudaArrays arrays, Launches launches) {
        boolean both = arrays.has("grad.x") && arrays.has("grad.weight");
        if (both && op.window().stride() == 1 && op.window().kernel() <= GREATEST_KERNEL_OF_BOTH) {
            bothGradients(op, arrays, launches);
        } else {
            if (arrays.has("grad.x")) {
                dataGradient(op, arrays, launches);
            }
            if (arrays.has("grad.weight")) {
                weightGradient(op, arrays, launches);
            }
        }
        if (arrays.has("grad.bias")) {
            int rows = Math.toIntExact(op.output().rows());
            ColumnSum.launch(
                    launches, arrays.address("grad.y"), rows, op.output().c(), arrays.address("grad.bias"));
        }
    }

    private static void bothGradients(DepthwiseConv2d op, CudaArrays arrays, Launches launches) {
        DepthwiseSlabs slabs = DepthwiseSlabs.of(op.window(), op.input());
        long parts = parts(op, slabs, arrays, launches);
        Launches.Call call = over(slabs, launches, "depthwise_backward_gradients_", op.window())
                .pointer(arrays.address("x"))
                .pointer(arrays.address("weight"))
                .pointer(arrays.address("grad.y"))
                .pointer(arrays.address("grad.x"))
                .pointer(parts);
        finish(call, op, slabs, parts, arrays, launches);
    }

    private static void weightGradient(DepthwiseConv2d op, CudaArrays arrays, Launches launches) {
        DepthwiseSlabs slabs = DepthwiseSlabs.of(op.window(), op.output());
        long parts = parts(op, slabs, arrays, launches);
        Launches.Call call = over(slabs, launches, "depthwise_backward_weight_", op.window())
                .pointer(arrays.address("x"))
                .pointer(arrays.address("grad.y"))
                .pointer(parts);
        finish(call, op, slabs, parts, arrays, launches);
    }

    private static void dataGradient(DepthwiseConv2d op, CudaArrays arrays, Launches launches) {
        Window window = op.window();
        long gradY = arrays.address("grad.y");
        long weight = arrays.address("weight");
        long gradX = arrays.address("grad.x");
        if (window.stride() == 1) {
            Window turned = new Window(window.kernel(), 1, window.kernel() - 1 - window.padding());
            Shape from = op.output();
            Shape to = op.input();
            Convolution convolution = new Convolution(from, turned, to, true, Activation.IDENTITY);
            convolution.launch(launches, gradY, weight, 0, gradX);
            return;
        }
        DepthwiseStrips strips = DepthwiseStrips.dataGradient(window, op.input());
        Launches.Call call = launches.kernel("depthwise_backward", "depthwise_backward_data_" + strips.suffix(window))
                .over(strips.blocks(), strips.blockThreads())
                .pointer(gradY)
                .pointer(weight)
                .pointer(gradX);
        geometry(call, op.input(), op.output(), window)
                .integer(strips.rows())
                .integer(strips.chunk())
                .launch();
    }

    private static Launches.Call over(DepthwiseSlabs slabs, Launches launches, String kernel, Window window) {
        return launches.kernel("depthwise_backward", kernel + slabs.suffix(window))
                .over(slabs.slabs(), slabs.channelBlocks(), 1, DepthwiseSlabs.THREADS);
    }

    /** Where the slabs' sums go: at once into the gradient if there is one only. */
    private static long parts(DepthwiseConv2d op, DepthwiseSlabs slabs, CudaArrays arrays, Launches launches) {
        return slabs.slabs() == 1
                ? arrays.address("grad.weight")
                : launches.workspace(Float.BYTES * op.weight().elements() * slabs.slabs());
    }

    private static void finish(
            Launches.Call call,
            DepthwiseConv2d op,
            DepthwiseSlabs slabs,
            long parts,
            CudaArrays arrays,
            Launches launches) {
        geometry(call, op.input(), op.output(), op.window())
                .integer(slabs.rows())
                .integer(slabs.lanes())
                .integer(slabs.rounds())
                .launch();
        if (slabs.slabs() > 1) {
            Slabs.sum(
                    launches,
                    parts,
                    slabs.slabs(),
                    arrays.address("grad.weight"),
                    op.weight().length());
        }
    }

    private static Launches.Call geometry(Launches.Call call, Shape input, Shape output, Window window) {
        return call.integer(input.n())
                .integer(input.h())
                .integer(input.w())
                .integer(input.c())
                .integer(output.h())
                .integer(output.w())
                .integer(window.padding());
    }
}
