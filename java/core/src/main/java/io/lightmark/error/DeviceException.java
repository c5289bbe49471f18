package io.lightmark.error;

import org.jspecify.annotations.Nullable;

/** A device or native library that is missing, does not fit, or failed. */
public sealed class DeviceException extends LightmarkException permits CudaException {
    private static final long serialVersionUID = 1L;

    public DeviceException(String expected, Object received, String fix) {
        this(expected, received, fix, null);
    }

    public DeviceException(String expected, Object received, String fix, @Nullable Throwable cause) {
        super(sentence(expected, received, fix), cause);
    }
}
