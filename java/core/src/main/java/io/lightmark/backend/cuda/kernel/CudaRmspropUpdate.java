package io.lightmark.backend.cuda.kernel;

import io.lightmark.op.Pass;
import io.lightmark.op.RmspropUpdate;
import java.util.List;
import java.util.Set;

/** RMSprop; {@code cuda-kernels/rmsprop_update.cu}. */
final class CudaRmspropUpdate implements CudaKernel<RmspropUpdate> {
    @Override
    public void launch(RmspropUpdate op, Pass pass, CudaArrays arrays, Launches launches) {
        List<Long> shared = List.of(arrays.address("rate"), arrays.address("factor"));
        launches.update(new UpdateTable.Kernel("rmsprop_update", "rmsprop_update_forward", shared), row(op, arrays));
    }

    /** {@code RmspropRow}. */
    private static UpdateTable.Row row(RmspropUpdate op, CudaArrays arrays) {
        long gradient = arrays.address("gradient");
        long parameter = arrays.address("parameter");
        long meanSquare = arrays.address("meanSquare");
        long velocity = arrays.address("velocity");
        return new UpdateTable.Row(
                op.parameter().length(),
                Set.of(gradient),
                Set.of(parameter, meanSquare, velocity),
                List.of(
                        new Launch.Address(gradient),
                        new Launch.Address(parameter),
                        new Launch.Address(meanSquare),
                        new Launch.Address(velocity),
                        new Launch.Int32(op.parameter().length()),
                        new Launch.Float32(op.smoothing()),
                        new Launch.Float32(op.epsilon()),
                        new Launch.Float32(op.momentum()),
                        new Launch.Float32(op.weightDecay()),
                        new Launch.Float32(op.rateScale())));
    }
}
