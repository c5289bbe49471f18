package io.lightmark.backend.cuda.driver;

import static jcuda.driver.JCudaDriver.cuLaunchKernel;
import static jcuda.driver.JCudaDriver.cuModuleGetFunction;
import static jcuda.driver.JCudaDriver.cuModuleLoadData;
import static jcuda.driver.JCudaDriver.cuModuleUnload;

import io.lightmark.backend.cuda.kernel.Launch;
import java.lang.ref.Reference;
import java.util.HashMap;
import java.util.Map;
import jcuda.driver.CUfunction;
import jcuda.driver.CUmodule;

/** A loaded kernel image and its functions. */
public final class Module implements DeviceScope.Resource {
    private final CUmodule module;
    private final String name;
    private final Map<String, CUfunction> functions = new HashMap<>();
    private boolean closed;

    private Module(CUmodule module, String name) {
        this.module = module;
        this.name = name;
    }

    /**
     * Loads an image into the current context.
     *
     * @param image a cubin, or text (PTX, a stand-in image) with a zero byte at its end
     */
    public static Module load(String name, byte[] image) {
        CUmodule module = new CUmodule();
        Driver.call("cuModuleLoadData", () -> "the kernels of '" + name + "'", () -> cuModuleLoadData(module, image));
        LiveResources.add(LiveResources.Kind.MODULE, 1);
        return new Module(module, name);
    }

    /**
     * Puts a kernel call on a stream.
     *
     * @param detail what the call is for, for messages
     */
    public void launch(Stream stream, Launch.Kernel kernel, String detail) {
        CUfunction handle = function(kernel.function());
        KernelArguments arguments = new KernelArguments(kernel.arguments());
        try {
            Driver.call(
                    "cuLaunchKernel",
                    () -> kernel.function() + " of " + detail,
                    () -> cuLaunchKernel(
                            handle,
                            kernel.gridX(),
                            kernel.gridY(),
                            kernel.gridZ(),
                            kernel.threads(),
                            1,
                            1,
                            0,
                            stream.handle(),
                            arguments.pointers(),
                            null));
        } finally {
            Reference.reachabilityFence(arguments);
        }
    }

    /** Looks a function up now, so that no later launch has to. */
    public void require(String function) {
        function(function);
    }

    private synchronized CUfunction function(String function) {
        return functions.computeIfAbsent(function, this::find);
    }

    private CUfunction find(String function) {
        CUfunction handle = new CUfunction();
        Driver.call(
                "cuModuleGetFunction",
                () -> "'" + function + "' of the kernels of '" + name + "'",
                () -> cuModuleGetFunction(handle, module, function));
        return handle;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            LiveResources.add(LiveResources.Kind.MODULE, -1);
            Driver.release("cuModuleUnload", () -> "the kernels of '" + name + "'", () -> cuModuleUnload(module));
        }
    }
}
