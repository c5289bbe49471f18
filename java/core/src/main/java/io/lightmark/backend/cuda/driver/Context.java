package io.lightmark.backend.cuda.driver;

import static jcuda.driver.JCudaDriver.cuCtxSetCurrent;
import static jcuda.driver.JCudaDriver.cuDevicePrimaryCtxRelease;
import static jcuda.driver.JCudaDriver.cuDevicePrimaryCtxRetain;

import jcuda.driver.CUcontext;

/** A share in the primary context of a device, the one that all libraries of a process use together. */
public final class Context implements DeviceScope.Resource {
    private final Device device;
    private final CUcontext context;
    private boolean closed;

    private Context(Device device, CUcontext context) {
        this.device = device;
        this.context = context;
    }

    /** Takes a share in the context of a device, which creates it if this is the first. */
    public static Context retain(Device device) {
        CUcontext context = new CUcontext();
        Driver.call(
                "cuDevicePrimaryCtxRetain", device::toString, () -> cuDevicePrimaryCtxRetain(context, device.handle()));
        LiveResources.add(LiveResources.Kind.CONTEXT, 1);
        return new Context(device, context);
    }

    /** Makes it the context of the calling thread; driver calls need one, and every thread has its own. */
    public void makeCurrent() {
        Driver.call("cuCtxSetCurrent", device::toString, () -> cuCtxSetCurrent(context));
    }

    /** As {@link #makeCurrent}, before giving things back: does nothing once the device is lost. */
    public void makeCurrentForRelease() {
        Driver.release("cuCtxSetCurrent", device::toString, () -> cuCtxSetCurrent(context));
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            LiveResources.add(LiveResources.Kind.CONTEXT, -1);
            Driver.release(
                    "cuDevicePrimaryCtxRelease", device::toString, () -> cuDevicePrimaryCtxRelease(device.handle()));
        }
    }
}
