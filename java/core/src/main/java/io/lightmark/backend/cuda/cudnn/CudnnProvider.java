package io.lightmark.backend.cuda.cudnn;

import io.lightmark.backend.cuda.driver.DeviceScope;
import io.lightmark.backend.cuda.driver.Stream;
import io.lightmark.backend.cuda.kernel.CudaArrays;
import io.lightmark.backend.cuda.kernel.Launches;
import io.lightmark.backend.cuda.kernel.StepProvider;
import io.lightmark.op.BatchNorm;
import io.lightmark.op.Conv2d;
import io.lightmark.op.Op;
import io.lightmark.op.Pass;
import java.util.HashMap;
import java.util.Map;

/** Cudnn for the steps of one plan, with one handle on the plan's stream. */
public final class CudnnProvider implements StepProvider {
    private final CudnnSession session;
    private final Map<Conv2d, CudnnConvolution> convolutions = new HashMap<>();
    private final Map<BatchNorm, CudnnBatchNorm> norms = new HashMap<>();

    private CudnnProvider(CudnnSession session) {
        this.session = session;
    }

    /**
     * Opens a handle in the current context.
     *
     * @param stream the plan's; must outlive the scope
     * @param scope owns the handle and all descriptors
     */
    public static CudnnProvider open(CudnnLibrary library, Stream stream, DeviceScope scope) {
        return new CudnnProvider(CudnnSession.open(library, stream, scope));
    }

    /** Whether cuDNN can do this operation. */
    public static boolean supports(Op op) {
        return op instanceof Conv2d || (op instanceof BatchNorm norm && CudnnBatchNorm.supports(norm));
    }

    @Override
    public void launch(Op op, Pass pass, CudaArrays arrays, Launches launches) {
        if (op instanceof Conv2d convolution) {
            convolutions
                    .computeIfAbsent(convolution, it -> new CudnnConvolution(session, it))
                    .launch(pass, arrays, launches);
        } else if (op instanceof BatchNorm norm) {
            norms.computeIfAbsent(norm, it -> new CudnnBatchNorm(session, it)).launch(pass, arrays, launches);
        } else {
            throw new IllegalArgumentException("Expected an operation that cuDNN can do, received " + op.describe()
                    + ". Fix: ask supports() first.");
        }
    }
}
