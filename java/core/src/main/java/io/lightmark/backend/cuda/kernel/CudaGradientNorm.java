package io.lightmark.backend.cuda.kernel;

import io.lightmark.op.GradientNorm;
import io.lightmark.op.Pass;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The factor that clips all gradients together; {@code cuda-kernels/gradient_norm.cu}. */
final class CudaGradientNorm implements CudaKernel<GradientNorm> {
    private static final String MODULE = "gradient_norm";
    private static final int THREADS = 256;

    @Override
    public void launch(GradientNorm op, Pass pass, CudaArrays arrays, Launches launches) {
        List<UpdateTable.Row> rows = new ArrayList<>();
        for (int i = 0; i < op.gradients().size(); i++) {
            rows.add(row(
                    arrays.address(GradientNorm.gradient(i)),
                    op.gradients().get(i).length()));
        }
        int blocks = UpdateTable.blocks(rows);
        long partials = launches.workspace((long) blocks * Double.BYTES);
        UpdateTable.Kernel kernel = new UpdateTable.Kernel(MODULE, "gradient_norm_partials", List.of(partials));
        launches.overTable(new UpdateTable(kernel, rows));
        launches.kernel(MODULE, "gradient_norm_factor")
                .over(1, THREADS)
                .pointer(partials)
                .pointer(arrays.address("factor"))
                .integer(blocks)
                .real(op.greatest())
                .launch();
    }

    /** {@code GradientRow}. */
    private static UpdateTable.Row row(long gradient, int elements) {
        return new UpdateTable.Row(
                elements,
                Set.of(gradient),
                Set.of(),
                List.of(new Launch.Address(gradient), new Launch.Int32(elements), new Launch.Int32(0)));
    }
}
