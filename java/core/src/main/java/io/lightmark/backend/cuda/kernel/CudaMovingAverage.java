package io.lightmark.backend.cuda.kernel;

import io.lightmark.op.MovingAverage;
import io.lightmark.op.Pass;
import java.util.List;
import java.util.Set;

/** Exponential moving average; {@code cuda-kernels/moving_average.cu}. */
final class CudaMovingAverage implements CudaKernel<MovingAverage> {
    @Override
    public void launch(MovingAverage op, Pass pass, CudaArrays arrays, Launches launches) {
        UpdateTable.Kernel kernel =
                new UpdateTable.Kernel("moving_average", "moving_average_forward", List.of(arrays.address("runState")));
        launches.update(kernel, row(op, arrays));
    }

    /** {@code AverageRow}. */
    private static UpdateTable.Row row(MovingAverage op, CudaArrays arrays) {
        long value = arrays.address("value");
        long average = arrays.address("average");
        return new UpdateTable.Row(
                op.parameter().length(),
                Set.of(value),
                Set.of(average),
                List.of(
                        new Launch.Address(value),
                        new Launch.Address(average),
                        new Launch.Int32(op.parameter().length()),
                        new Launch.Float32(op.decay())));
    }
}
