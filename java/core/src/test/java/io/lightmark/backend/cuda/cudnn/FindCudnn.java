package io.lightmark.backend.cuda.cudnn;

import io.lightmark.backend.cuda.driver.LoadedDriver;
import io.lightmark.error.DeviceException;

/** Runs in a child: looks for the system's cuDNN twice and prints what was found. */
final class FindCudnn {
    private FindCudnn() {}

    public static void main(String[] arguments) {
        System.out.println(answer());
        System.out.println(answer());
    }

    private static String answer() {
        try {
            CudnnLibrary library = CudnnLibrary.load(LoadedDriver.Kind.NVIDIA);
            return "found " + library.version() + " in " + LoadedLibraries.paths();
        } catch (DeviceException e) {
            return "refused " + e.getMessage();
        }
    }
}
