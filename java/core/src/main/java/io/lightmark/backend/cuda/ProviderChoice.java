package io.lightmark.backend.cuda;

/**
 * Who does a problem, and why. Two runs give the same bits only if all of their choices are the same.
 *
 * @param problem the operation, its direction and what it writes, in one line
 * @param provider who does it
 * @param reason what was measured, or why nothing was
 */
public record ProviderChoice(String problem, Provider provider, String reason) {
    /** Who can do a step. */
    public enum Provider {
        /** The kernels of this library. */
        KERNELS,
        /** NVIDIA's cuDNN. */
        CUDNN
    }

    @Override
    public String toString() {
        return problem + ": " + provider + " (" + reason + ")";
    }
}
