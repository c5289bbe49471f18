package io.lightmark.error;

/** Too little memory on the device. Nothing was lost: close plans or use a smaller batch, and go on. */
public final class CudaOutOfMemoryException extends CudaException {
    private static final long serialVersionUID = 1L;

    public CudaOutOfMemoryException(int code, String codeName, String call, String detail, String fix) {
        super(code, codeName, call, detail, fix, null);
    }
}
