package io.lightmark.backend.cuda.cudnn;

import io.lightmark.backend.cuda.driver.LoadedDriver;

/**
 * The controls of the stand-in cuDNN, for tests: which version it claims, which of its calls fail, what it has seen. See
 * {@code native/cuda-stand-in/cudnn/README.md} for the commands.
 */
public final class CudnnStandIn {
    private CudnnStandIn() {}

    /**
     * Sends a command to the stand-in, which is loaded if need be.
     *
     * @return its answer without the leading {@code ok}
     * @throws IllegalArgumentException with the stand-in's words if it refuses the command
     */
    public static String command(String command) {
        LoadedDriver.load(LoadedDriver.Kind.STAND_IN);
        CudnnLibrary.load(LoadedDriver.Kind.STAND_IN);
        String answer = control(command);
        if (!answer.startsWith("ok")) {
            throw new IllegalArgumentException("Expected a command that the stand-in cuDNN knows, received '" + command
                    + "' (" + answer + "). Fix: see native/cuda-stand-in/cudnn/README.md.");
        }
        return answer.substring("ok".length()).strip();
    }

    private static native String control(String command);
}
