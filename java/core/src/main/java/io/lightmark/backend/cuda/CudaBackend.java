package io.lightmark.backend.cuda;

import io.lightmark.backend.Backend;
import io.lightmark.backend.cuda.driver.Context;
import io.lightmark.backend.cuda.driver.Device;
import io.lightmark.backend.cuda.driver.DeviceScope;
import io.lightmark.backend.cuda.driver.LoadedDriver;
import io.lightmark.backend.cuda.image.ComputeCapability;
import io.lightmark.backend.cuda.image.DeviceImages;
import io.lightmark.backend.cuda.image.KernelImages;
import io.lightmark.graph.Program;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Runs programs on an NVIDIA GPU. Each plan has its own stream and memory; plans of one backend may run at the same time
 * on different threads. The backend shares the device's primary context with other libraries of the process.
 */
public final class CudaBackend implements Backend {
    private final CudaOptions options;
    private final Device device;
    private final DeviceScope scope;
    private final Context context;
    private final KernelLibrary kernels;
    private final Map<String, String> properties;
    private final ProviderChoices providers;
    private int openPlans;
    private boolean closed;

    private CudaBackend(
            CudaOptions options,
            Device device,
            ProviderChoices providers,
            Function<String, byte[]> images,
            DeviceScope scope,
            Context context,
            Map<String, String> properties) {
        this.options = options;
        this.device = device;
        this.providers = providers;
        this.scope = scope;
        this.context = context;
        this.kernels = new KernelLibrary(scope, images);
        this.properties = properties;
    }

    /**
     * Opens a device.
     *
     * @throws io.lightmark.error.DeviceException if there is no driver, no such device, or it cannot be used
     */
    public static CudaBackend open(CudaOptions options) {
        LoadedDriver driver = LoadedDriver.load(options.driver());
        Device device = Device.of(driver, options.device());
        Images images = images(driver, device);
        Map<String, String> properties = Map.of(
                "driver", "CUDA " + driver.versionText() + ", " + driver.origin(),
                "computeCapability", device.major() + "." + device.minor(),
                "memoryBytes", Long.toString(device.memoryBytes()),
                "multiprocessors", Integer.toString(device.multiprocessors()),
                "images", images.description());
        ProviderChoices providers = ProviderChoices.of(options.cudnn(), options.driver(), device);
        DeviceScope scope = new DeviceScope();
        Context context = scope.own(Context.retain(device));
        return new CudaBackend(options, device, providers, images.module(), scope, context, properties);
    }

    /**
     * @param description where they are from, for people
     * @param module the image of a module by its name
     */
    private record Images(String description, Function<String, byte[]> module) {}

    private static Images images(LoadedDriver driver, Device device) {
        return switch (driver.kind()) {
            case STAND_IN -> new Images("compiled for the processor", new StandInImages());
            case NVIDIA -> {
                ComputeCapability capability = new ComputeCapability(device.major(), device.minor());
                DeviceImages chosen = KernelImages.load().forDevice(capability, driver.version());
                yield new Images(chosen.description(), chosen::module);
            }
        };
    }

    @Override
    public String name() {
        return options.driver() == LoadedDriver.Kind.STAND_IN ? "cuda:stand-in" : "cuda:" + device.ordinal();
    }

    @Override
    public String describe() {
        return device.name() + ", compute capability " + device.major() + "." + device.minor() + ", "
                + (device.memoryBytes() >> 20) + " MiB" + (providers.isAsked() ? ", " + providers.description() : "");
    }

    @Override
    public Map<String, String> properties() {
        Map<String, String> all = new HashMap<>(properties);
        all.put("cudnn", providers.description());
        return Map.copyOf(all);
    }

    @Override
    public synchronized CudaPlan plan(Program program) {
        requireOpen();
        context.makeCurrent();
        CudaPlan plan = CudaPlan.create(this, program);
        openPlans++;
        return plan;
    }

    CudaOptions options() {
        return options;
    }

    Context context() {
        return context;
    }

    KernelLibrary kernels() {
        return kernels;
    }

    ProviderChoices providers() {
        return providers;
    }

    synchronized void planClosed() {
        openPlans--;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException(
                    "Expected an open backend, received a closed one. Fix: make plans before closing it.");
        }
    }

    @Override
    public synchronized void close() {
        if (openPlans > 0) {
            throw new IllegalStateException("Expected all plans to be closed before their backend, received "
                    + openPlans + " still open. Fix: close plans first, for instance by try-with-resources.");
        }
        if (!closed) {
            closed = true;
            DeviceScope inReverse = new DeviceScope();
            inReverse.own(scope::close);
            inReverse.own(context::makeCurrentForRelease);
            inReverse.close();
        }
    }
}
