package io.lightmark.backend.reference;

import io.lightmark.op.GlobalAveragePool;
import io.lightmark.op.Pass;

/** Mean over all pixels. */
final class ReferenceGlobalAveragePool implements ReferenceKernel<GlobalAveragePool> {
    @Override
    public void run(GlobalAveragePool op, Pass pass, OperandArrays arrays) {
        Nhwc in = Nhwc.of(op.input());
        int pixels = in.h() * in.w();
        for (int n = 0; n < in.n(); n++) {
            for (int c = 0; c < in.c(); c++) {
                int pooled = n * in.c() + c;
                double sum = 0;
                for (int pixel = 0; pixel < pixels; pixel++) {
                    int i = (n * pixels + pixel) * in.c() + c;
                    if (pass == Pass.FORWARD) {
                        sum += arrays.get("x")[i];
                    } else {
                        arrays.get("grad.x")[i] = arrays.get("grad.y")[pooled] / pixels;
                    }
                }
                if (pass == Pass.FORWARD) {
                    arrays.get("y")[pooled] = sum / pixels;
                }
            }
        }
    }
}
