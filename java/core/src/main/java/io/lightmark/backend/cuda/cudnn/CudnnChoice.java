package io.lightmark.backend.cuda.cudnn;

/** When cuDNN does a step instead of the kernels of this library. */
public enum CudnnChoice {
    /** Never; cuDNN is not even looked for. */
    OFF,
    /** Where it measures faster on this device. Without a usable cuDNN: never, and the device's description says why. */
    MEASURED,
    /** Wherever it can; without a usable cuDNN the device does not open. */
    FORCED
}
