package io.lightmark.backend.cuda.driver;

import static jcuda.driver.CUstreamCaptureMode.CU_STREAM_CAPTURE_MODE_THREAD_LOCAL;
import static jcuda.driver.CUstream_flags.CU_STREAM_NON_BLOCKING;
import static jcuda.driver.JCudaDriver.cuStreamBeginCapture;
import static jcuda.driver.JCudaDriver.cuStreamCreate;
import static jcuda.driver.JCudaDriver.cuStreamDestroy;
import static jcuda.driver.JCudaDriver.cuStreamEndCapture;
import static jcuda.driver.JCudaDriver.cuStreamSynchronize;

import jcuda.driver.CUgraph;
import jcuda.driver.CUstream;

/** Work in order on the device. */
public final class Stream implements DeviceScope.Resource {
    private final CUstream stream;
    private boolean closed;

    private Stream(CUstream stream) {
        this.stream = stream;
    }

    /** A stream of the current context that waits for no other. */
    public static Stream create() {
        CUstream stream = new CUstream();
        Driver.call("cuStreamCreate", () -> "a stream", () -> cuStreamCreate(stream, CU_STREAM_NON_BLOCKING));
        LiveResources.add(LiveResources.Kind.STREAM, 1);
        return new Stream(stream);
    }

    /** Waits until all work so far is done. */
    public void synchronize(String what) {
        Driver.call("cuStreamSynchronize", () -> what, () -> cuStreamSynchronize(stream));
    }

    /** As {@link #synchronize}, before what the work uses is given back: does nothing once the device is lost. */
    public void drain() {
        Driver.release("cuStreamSynchronize", () -> "the work left on a stream", () -> cuStreamSynchronize(stream));
    }

    /** Records the work that {@code enqueue} puts on this stream, without running it, as a graph. */
    public Graph capture(String what, Runnable enqueue) {
        Driver.call(
                "cuStreamBeginCapture",
                () -> what,
                () -> cuStreamBeginCapture(stream, CU_STREAM_CAPTURE_MODE_THREAD_LOCAL));
        CUgraph graph = new CUgraph();
        try {
            enqueue.run();
            Driver.call("cuStreamEndCapture", () -> what, () -> cuStreamEndCapture(stream, graph));
        } catch (RuntimeException | Error e) {
            DeviceScope.closeAfter(e, () -> abandonCapture(graph));
            throw e;
        }
        return Graph.instantiate(graph, what);
    }

    /** A stream left capturing could never be used or destroyed again. */
    private void abandonCapture(CUgraph graph) {
        Driver.release("cuStreamEndCapture", () -> "an abandoned recording", () -> cuStreamEndCapture(stream, graph));
        Graph.discard(graph);
    }

    /** The driver's handle, for libraries that put work of their own on it. */
    public CUstream handle() {
        return stream;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            LiveResources.add(LiveResources.Kind.STREAM, -1);
            Driver.release("cuStreamDestroy", () -> "a stream", () -> cuStreamDestroy(stream));
        }
    }
}
