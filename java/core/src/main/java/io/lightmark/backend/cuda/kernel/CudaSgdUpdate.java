package io.lightmark.backend.cuda.kernel;

import io.lightmark.op.Pass;
import io.lightmark.op.SgdUpdate;
import java.util.List;
import java.util.Set;

/** Gradient descent with momentum; {@code cuda-kernels/sgd_update.cu}. */
final class CudaSgdUpdate implements CudaKernel<SgdUpdate> {
    @Override
    public void launch(SgdUpdate op, Pass pass, CudaArrays arrays, Launches launches) {
        List<Long> shared = List.of(arrays.address("rate"), arrays.address("factor"));
        launches.update(new UpdateTable.Kernel("sgd_update", "sgd_update_forward", shared), row(op, arrays));
    }

    /** {@code SgdRow}. */
    private static UpdateTable.Row row(SgdUpdate op, CudaArrays arrays) {
        long gradient = arrays.address("gradient");
        long parameter = arrays.address("parameter");
        long velocity = arrays.address("velocity");
        return new UpdateTable.Row(
                op.parameter().length(),
                Set.of(gradient),
                Set.of(parameter, velocity),
                List.of(
                        new Launch.Address(gradient),
                        new Launch.Address(parameter),
                        new Launch.Address(velocity),
                        new Launch.Int32(op.parameter().length()),
                        new Launch.Float32(op.momentum()),
                        new Launch.Float32(op.weightDecay()),
                        new Launch.Float32(op.rateScale())));
    }
}
