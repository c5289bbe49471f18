package io.lightmark.backend.reference;

import io.lightmark.op.AdamUpdate;
import io.lightmark.op.Pass;
import io.lightmark.op.RunState;

/** Adam and AdamW. */
final class ReferenceAdamUpdate implements ReferenceKernel<AdamUpdate> {
    @Override
    public void run(AdamUpdate op, Pass pass, OperandArrays arrays) {
        double[] gradient = arrays.get("gradient");
        double[] parameter = arrays.get("parameter");
        double[] moment1 = arrays.get("moment1");
        double[] moment2 = arrays.get("moment2");
        double rate = arrays.get("rate")[0] * op.rateScale();
        double beta1 = op.beta1();
        double beta2 = op.beta2();
        double decay = op.weightDecay();
        double t = ReferenceRunState.of(arrays)[RunState.STEP] + 1.0;
        double correction1 = 1 - Math.pow(beta1, t);
        double correction2 = 1 - Math.pow(beta2, t);
        double factor = op.clipped() ? arrays.get("factor")[0] : 1;
        for (int i = 0; i < parameter.length; i++) {
            double g = factor * gradient[i];
            if (op.decoupled()) {
                parameter[i] -= rate * decay * parameter[i];
            } else {
                g += decay * parameter[i];
            }
            moment1[i] = beta1 * moment1[i] + (1 - beta1) * g;
            moment2[i] = beta2 * moment2[i] + (1 - beta2) * g * g;
            parameter[i] -= rate * (moment1[i] / correction1) / (Math.sqrt(moment2[i] / correction2) + op.epsilon());
        }
    }
}
