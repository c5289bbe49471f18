package io.lightmark.backend.cuda.kernel;

import io.lightmark.op.Op;
import io.lightmark.op.Pass;

/** Who does a step: kernels of ours, or a library. */
@FunctionalInterface
public interface StepProvider {
    /**
     * Appends what one pass launches. Called as {@link CudaKernel#launch} is: both calls must append the same launches.
     */
    void launch(Op op, Pass pass, CudaArrays arrays, Launches launches);

    /** Kernels of ours, which know every operation. */
    static StepProvider kernels() {
        return (op, pass, arrays, launches) -> CudaKernels.of(op).launch(op, pass, arrays, launches);
    }
}
