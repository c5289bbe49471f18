package io.lightmark.backend.reference;

import io.lightmark.op.DepthwiseConv2d;
import io.lightmark.op.Pass;
import java.util.Arrays;

/** Depthwise convolution: every product of the definition, one after another. */
final class ReferenceDepthwiseConv2d implements ReferenceKernel<DepthwiseConv2d> {
    /** One product of the convolution: where its three factors lie. */
    @FunctionalInterface
    private interface Tap {
        void visit(int x, int weight, int y);
    }

    @Override
    public void run(DepthwiseConv2d op, Pass pass, OperandArrays arrays) {
        if (pass == Pass.FORWARD) {
            forward(op, arrays);
        } else {
            backward(op, arrays);
        }
    }

    private static void forward(DepthwiseConv2d op, OperandArrays arrays) {
        double[] x = arrays.get("x");
        double[] weight = arrays.get("weight");
        double[] y = arrays.get("y");
        Arrays.fill(y, 0);
        visitTaps(op, (ix, iw, iy) -> y[iy] += x[ix] * weight[iw]);
        for (int i = 0; i < y.length; i++) {
            double sum = y[i] + (op.bias() ? arrays.get("bias")[i % op.input().c()] : 0);
            y[i] = op.activation().apply(sum);
        }
    }

    private static void backward(DepthwiseConv2d op, OperandArrays arrays) {
        double[] x = arrays.get("x");
        double[] weight = arrays.get("weight");
        double[] gradY = arrays.get("grad.y");
        double[] gradX = arrays.get("grad.x");
        double[] gradWeight = arrays.get("grad.weight");
        Arrays.fill(gradX, 0);
        Arrays.fill(gradWeight, 0);
        visitTaps(op, (ix, iw, iy) -> {
            gradX[ix] += gradY[iy] * weight[iw];
            gradWeight[iw] += gradY[iy] * x[ix];
        });
        if (op.bias()) {
            double[] gradBias = arrays.get("grad.bias");
            Arrays.fill(gradBias, 0);
            for (int i = 0; i < gradY.length; i++) {
                gradBias[i % op.input().c()] += gradY[i];
            }
        }
    }

    private static void visitTaps(DepthwiseConv2d op, Tap tap) {
        Nhwc in = Nhwc.of(op.input());
        Nhwc out = Nhwc.of(op.output());
        int kernel = op.window().kernel();
        for (int n = 0; n < out.n(); n++) {
            for (int oy = 0; oy < out.h(); oy++) {
                for (int ox = 0; ox < out.w(); ox++) {
                    for (int ky = 0; ky < kernel; ky++) {
                        for (int kx = 0; kx < kernel; kx++) {
                            int iy = oy * op.window().stride() - op.window().padding() + ky;
                            int ix = ox * op.window().stride() - op.window().padding() + kx;
                            if (!in.contains(iy, ix)) {
                                continue;
                            }
                            for (int c = 0; c < in.c(); c++) {
                                int weight = (ky * kernel + kx) * in.c() + c;
                                tap.visit(in.at(n, iy, ix, c), weight, out.at(n, oy, ox, c));
                            }
                        }
                    }
                }
            }
        }
    }
}
