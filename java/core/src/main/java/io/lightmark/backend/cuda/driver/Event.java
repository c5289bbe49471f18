package io.lightmark.backend.cuda.driver;

import static jcuda.driver.JCudaDriver.cuEventCreate;
import static jcuda.driver.JCudaDriver.cuEventDestroy;
import static jcuda.driver.JCudaDriver.cuEventElapsedTime;
import static jcuda.driver.JCudaDriver.cuEventRecord;
import static jcuda.driver.JCudaDriver.cuEventSynchronize;

import jcuda.driver.CUevent;

/** A point in the work of a stream whose time the device notes. */
public final class Event implements DeviceScope.Resource {
    private final CUevent event;
    private boolean closed;

    private Event(CUevent event) {
        this.event = event;
    }

    /** An event of the current context. */
    public static Event create() {
        CUevent event = new CUevent();
        Driver.call("cuEventCreate", () -> "an event", () -> cuEventCreate(event, 0));
        LiveResources.add(LiveResources.Kind.EVENT, 1);
        return new Event(event);
    }

    /** Marks the end of the work that the stream has so far. */
    public void record(Stream stream) {
        Driver.call("cuEventRecord", () -> "an event", () -> cuEventRecord(event, stream.handle()));
    }

    /** Waits for this event and returns the milliseconds that passed on the device since an earlier one. */
    public float millisecondsSince(Event earlier) {
        Driver.call("cuEventSynchronize", () -> "an event", () -> cuEventSynchronize(event));
        float[] milliseconds = new float[1];
        Driver.call(
                "cuEventElapsedTime", () -> "two events", () -> cuEventElapsedTime(milliseconds, earlier.event, event));
        return milliseconds[0];
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            LiveResources.add(LiveResources.Kind.EVENT, -1);
            Driver.release("cuEventDestroy", () -> "an event", () -> cuEventDestroy(event));
        }
    }
}
