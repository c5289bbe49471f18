package io.lightmark.backend.cuda;

import io.lightmark.backend.cuda.cudnn.CudnnChoice;
import io.lightmark.backend.cuda.driver.LoadedDriver;

/**
 * How a CUDA device is used.
 *
 * @param driver NVIDIA's driver or the stand-in
 * @param device number of the device, from 0
 * @param synchronous whether to wait after every kernel, which names the one that fails and is slow
 * @param cudnn when cuDNN is used
 */
public record CudaOptions(LoadedDriver.Kind driver, int device, boolean synchronous, CudnnChoice cudnn) {
    /** Kernels of this library only. */
    public CudaOptions(LoadedDriver.Kind driver, int device, boolean synchronous) {
        this(driver, device, synchronous, CudnnChoice.OFF);
    }
}
