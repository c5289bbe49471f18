package io.lightmark.backend.reference;

import io.lightmark.op.Conv2d;
import io.lightmark.op.Pass;
import java.util.Arrays;

/** Dense convolution: every product of the definition, one after another. */
final class ReferenceConv2d implements ReferenceKernel<Conv2d> {
    /** One product of the convolution: where its three factors lie. */
    @FunctionalInterface
    private interface Tap {
        void visit(int x, int weight, int y);
    }

    @Override
    public void run(Conv2d op, Pass pass, OperandArrays arrays) {
        if (pass == Pass.FORWARD) {
            forward(op, arrays);
        } else {
            backward(op, arrays);
        }
    }

    private static void forward(Conv2d op, OperandArrays arrays) {
        double[] x = arrays.get("x");
        double[] weight = arrays.get("weight");
        double[] y = arrays.get("y");
        Arrays.fill(y, 0);
        visitTaps(op, (ix, iw, iy) -> y[iy] += x[ix] * weight[iw]);
        for (int i = 0; i < y.length; i++) {
            double sum = y[i] + (op.bias() ? arrays.get("bias")[i % op.outputChannels()] : 0);
            y[i] = op.activation().apply(sum) + (op.residual() ? arrays.get("residual")[i] : 0);
        }
    }

    private static void backward(Conv2d op, OperandArrays arrays) {
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
                gradBias[i % op.outputChannels()] += gradY[i];
            }
        }
    }

    private static void visitTaps(Conv2d op, Tap tap) {
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
                            for (int ci = 0; ci < in.c(); ci++) {
                                for (int co = 0; co < out.c(); co++) {
                                    int weight = ((ky * kernel + kx) * in.c() + ci) * out.c() + co;
                                    tap.visit(in.at(n, iy, ix, ci), weight, out.at(n, oy, ox, co));
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
