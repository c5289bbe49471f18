package io.lightmark.backend.cuda.kernel;

import io.lightmark.op.Op;
import io.lightmark.op.Pass;

/** What an operation launches on a CUDA device. */
interface CudaKernel<O extends Op> {
    /**
     * Appends the launches of one pass. Called when a plan is made, once to learn how much workspace is needed and once
     * more with the addresses as they will be; both calls must append the same launches.
     */
    void launch(O op, Pass pass, CudaArrays arrays, Launches launches);
}
