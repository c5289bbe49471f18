package io.lightmark.backend.cuda;

/**
 * How a CUDA device is used.
 *
 * @param driver NVIDIA's driver or the stand-in
 * @param device number of the device, from 0
 * @param synchronous whether to wait after every kernel, which names the one that fails and is slow
 */
public record CudaOptions(io.lightmark.backend.cuda.driver.LoadedDriver.Kind driver, int device, boolean synchronous) {}
