package io.lightmark.backend.reference;

import io.lightmark.op.MaxPool;
import io.lightmark.op.Pass;
import java.util.Arrays;

/** Maximum over a window; the gradient goes to the first maximum. */
final class ReferenceMaxPool implements ReferenceKernel<MaxPool> {
    @Override
    public void run(MaxPool op, Pass pass, OperandArrays arrays) {
        double[] x = arrays.get("x");
        if (pass == Pass.BACKWARD) {
            Arrays.fill(arrays.get("grad.x"), 0);
        }
        Nhwc out = Nhwc.of(op.output());
        for (int n = 0; n < out.n(); n++) {
            for (int oy = 0; oy < out.h(); oy++) {
                for (int ox = 0; ox < out.w(); ox++) {
                    for (int c = 0; c < out.c(); c++) {
                        int winner = firstMaximum(op, x, n, oy, ox, c);
                        int i = out.at(n, oy, ox, c);
                        if (pass == Pass.FORWARD) {
                            arrays.get("y")[i] = x[winner];
                        } else {
                            arrays.get("grad.x")[winner] += arrays.get("grad.y")[i];
                        }
                    }
                }
            }
        }
    }

    private static int firstMaximum(MaxPool op, double[] x, int n, int oy, int ox, int c) {
        Nhwc in = Nhwc.of(op.input());
        int winner = -1;
        for (int ky = 0; ky < op.window().kernel(); ky++) {
            for (int kx = 0; kx < op.window().kernel(); kx++) {
                int iy = oy * op.window().stride() - op.window().padding() + ky;
                int ix = ox * op.window().stride() - op.window().padding() + kx;
                if (in.contains(iy, ix)) {
                    int candidate = in.at(n, iy, ix, c);
                    if (winner < 0 || x[candidate] > x[winner]) {
                        winner = candidate;
                    }
                }
            }
        }
        return winner;
    }
}
