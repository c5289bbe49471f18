package io.lightmark.error;

import org.jspecify.annotations.Nullable;

/**
 * A call of the CUDA driver, or of a CUDA library, that failed. What kind of failure says the type: {@link
 * CudaOutOfMemoryException} leaves the device usable, {@link CudaFatalException} leaves the whole process without one,
 * {@link CudnnException} is one of cuDNN.
 */
public sealed class CudaException extends DeviceException
        permits CudaOutOfMemoryException, CudaFatalException, CudnnException {
    private static final long serialVersionUID = 1L;
    private final int code;
    private final String codeName;
    private final String call;

    /**
     * @param code the driver's code
     * @param codeName its name: {@code CUDA_ERROR_INVALID_VALUE}
     * @param call the driver's function
     * @param detail what it was called with or for
     */
    public CudaException(int code, String codeName, String call, String detail, String fix, @Nullable Throwable cause) {
        super(call + " to succeed for " + detail, codeName + " (" + code + ")", fix, cause);
        this.code = code;
        this.codeName = codeName;
        this.call = call;
    }

    /** The driver's code. */
    public int code() {
        return code;
    }

    /** The code's name: {@code CUDA_ERROR_INVALID_VALUE}. */
    public String codeName() {
        return codeName;
    }

    /** The driver's function that reported it, which need not be the one that caused it. */
    public String call() {
        return call;
    }
}
