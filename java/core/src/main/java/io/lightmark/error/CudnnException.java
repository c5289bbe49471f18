package io.lightmark.error;

/**
 * A call of cuDNN that failed. The device stays usable unless a later call of the driver says otherwise; kernels of this
 * library do the same work ({@code -Dlightmark.cuda.cudnn=off}).
 */
public final class CudnnException extends CudaException {
    private static final long serialVersionUID = 1L;

    /**
     * @param code cuDNN's code
     * @param codeName its name: {@code CUDNN_STATUS_NOT_SUPPORTED}
     * @param call cuDNN's function
     * @param detail what it was called with or for
     */
    public CudnnException(int code, String codeName, String call, String detail, String fix) {
        super(code, codeName, call, detail, fix, null);
    }
}
