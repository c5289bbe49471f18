package io.lightmark.error;

import org.jspecify.annotations.Nullable;

/**
 * A failure after which CUDA documents that no call of this process can succeed any more. Every later use of the device
 * throws this again, with the first one as its cause, without asking the driver. What is on disk is unharmed: start a
 * new process and resume.
 */
public final class CudaFatalException extends CudaException {
    private static final long serialVersionUID = 1L;

    public CudaFatalException(
            int code, String codeName, String call, String detail, String fix, @Nullable Throwable cause) {
        super(code, codeName, call, detail, fix, cause);
    }
}
