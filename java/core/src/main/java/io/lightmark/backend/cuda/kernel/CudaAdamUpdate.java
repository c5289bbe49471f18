package io.lightmark.backend.cuda.kernel;

import io.lightmark.op.AdamUpdate;
import io.lightmark.op.Pass;
import java.util.List;
import java.util.Set;

/** Adam and AdamW; {@code cuda-kernels/adam_update.cu}. */
final class CudaAdamUpdate implements CudaKernel<AdamUpdate> {
    @Override
    public void launch(AdamUpdate op, Pass pass, CudaArrays arrays, Launches launches) {
        List<Long> shared = List.of(arrays.address("rate"), arrays.address("runState"), arrays.address("factor"));
        launches.update(new UpdateTable.Kernel("adam_update", "adam_update_forward", shared), row(op, arrays));
    }

    /** {@code AdamRow}. */
    private static UpdateTable.Row row(AdamUpdate op, CudaArrays arrays) {
        long gradient = arrays.address("gradient");
        long parameter = arrays.address("parameter");
        long moment1 = arrays.address("moment1");
        long moment2 = arrays.address("moment2");
        return new UpdateTable.Row(
                op.parameter().length(),
                Set.of(gradient),
                Set.of(parameter, moment1, moment2),
                List.of(
                        new Launch.Address(gradient),
                        new Launch.Address(parameter),
                        new Launch.Address(moment1),
                        new Launch.Address(moment2),
                        new Launch.Int32(op.parameter().length()),
                        new Launch.Float32(op.beta1()),
                        new Launch.Float32(op.beta2()),
                        new Launch.Float32(op.epsilon()),
                        new Launch.Float32(op.weightDecay()),
                        new Launch.Int32(op.decoupled() ? 1 : 0),
                        new Launch.Float32(op.rateScale()),
                        new Launch.Int32(0)));
    }
}
