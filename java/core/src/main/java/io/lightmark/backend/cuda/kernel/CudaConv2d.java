package io.lightmark.backend.cuda.kernel;

import io.lightmark.op.Conv2d;
import io.lightmark.op.Pass;
import io.lightmark.tensor.Shape;

/** Dense and pointwise convolution; {@code cuda-kernels/convolution.cu} and {@code pointwise.cu}. */
final class CudaConv2d implements CudaKernel<Conv2d> {
    @Override
    public void launch(Conv2d op, Pass pass, CudaArrays arrays, Launches launches) {
        if (pass == Pass.FORWARD) {
            forward(op, arrays, launches);
        } else if (op.isPointwise()) {
            pointwise(op, launches).backward(arrays);
        } else {
            backward(op, arrays, launches);
        }
    }

    private static void forward(Conv2d op, CudaArrays arrays, Launches launches) {
        long x = arrays.address("x");
        long weight = arrays.address("weight");
        long y = arrays.address("y");
        Product.Epilogue epilogue =
                new Product.Epilogue(arrays.address("bias"), op.activation(), arrays.address("residual"));
        if (op.isPointwise()) {
            pointwise(op, launches).forward(x, weight, epilogue, y);
            return;
        }
        int rows = rows(op.output());
        ProductCut cut = ProductCut.ofRows(
                rows, op.outputChannels(), taps(op) * op.input().c());
        new Product(launches, "convolution_forward", cut, rows, op.outputChannels())
                .launch(epilogue, x, weight, y, geometry(op));
    }

    private static void backward(Conv2d op, CudaArrays arrays, Launches launches) {
        long gradY = arrays.address("grad.y");
        int outputs = rows(op.output());
        if (arrays.has("grad.x")) {
            int inputs = rows(op.input());
            ProductCut cut = ProductCut.ofRows(inputs, op.input().c(), taps(op) * op.outputChannels());
            new Product(
                            launches,
                            "convolution_data_gradient",
                            cut,
                            inputs,
                            op.input().c())
                    .launch(gradY, arrays.address("weight"), arrays.address("grad.x"), geometry(op));
        }
        if (arrays.has("grad.weight")) {
            int elements = taps(op) * op.input().c();
            ProductCut cut = ProductCut.ofDepth(elements, op.outputChannels(), outputs);
            new Product(launches, "convolution_weight_gradient", cut, elements, op.outputChannels())
                    .launch(arrays.address("x"), gradY, arrays.address("grad.weight"), geometry(op));
        }
        if (arrays.has("grad.bias")) {
            ColumnSum.launch(launches, gradY, outputs, op.outputChannels(), arrays.address("grad.bias"));
        }
    }

    private static Pointwise pointwise(Conv2d op, Launches launches) {
        return new Pointwise(launches, rows(op.input()), op.input().c(), op.outputChannels());
    }

    private static int[] geometry(Conv2d op) {
        Shape input = op.input();
        Shape output = op.output();
        return new int[] {
            input.n(),
            input.h(),
            input.w(),
            input.c(),
            output.h(),
            output.w(),
            output.c(),
            op.window().kernel(),
            op.window().stride(),
            op.window().padding()
        };
    }

    private static int rows(Shape map) {
        return Math.toIntExact(map.rows());
    }

    private static int taps(Conv2d op) {
        return op.window().kernel() * op.window().kernel();
    }
}
