package io.lightmark.backend.cuda.cudnn;

import io.lightmark.backend.cuda.driver.DeviceScope;
import io.lightmark.backend.cuda.driver.LiveResources;
import io.lightmark.backend.cuda.driver.Stream;
import io.lightmark.op.Window;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** A handle of cuDNN that works on one stream, and the descriptors made with it. The scope owns all of them. */
final class CudnnSession {
    private final CudnnLibrary library;
    private final Cudnn cudnn;
    private final Cudnn.Handle handle;
    private final DeviceScope scope;

    private CudnnSession(CudnnLibrary library, DeviceScope scope) {
        this.library = library;
        this.cudnn = library.cudnn();
        this.handle = cudnn.newHandle();
        this.scope = scope;
    }

    /**
     * Opens a handle in the current context.
     *
     * @param stream where all of its work goes; must outlive the scope
     */
    static CudnnSession open(CudnnLibrary library, Stream stream, DeviceScope scope) {
        CudnnSession session = new CudnnSession(library, scope);
        session.create(
                LiveResources.Kind.CUDNN_HANDLE,
                "cudnnCreate",
                () -> session.cudnn.create(session.handle),
                "cudnnDestroy",
                () -> session.cudnn.destroy(session.handle));
        session.call("cudnnSetStream", () -> "a handle", () -> session.cudnn.setStream(session.handle, stream));
        return session;
    }

    /** A tensor [n,h,w,c]. */
    Cudnn.Tensor tensor(int n, int h, int w, int c) {
        Cudnn.Tensor tensor = cudnn.newTensor();
        createDescriptor("Tensor", () -> cudnn.create(tensor), () -> cudnn.destroy(tensor));
        call(
                "cudnnSetTensor4dDescriptor",
                () -> "n" + n + " h" + h + " w" + w + " c" + c,
                () -> cudnn.set(tensor, n, h, w, c));
        return tensor;
    }

    /** A filter [outputs,side,side,inputs]. */
    Cudnn.Filter filter(int outputs, int side, int inputs) {
        Cudnn.Filter filter = cudnn.newFilter();
        createDescriptor("Filter", () -> cudnn.create(filter), () -> cudnn.destroy(filter));
        call(
                "cudnnSetFilter4dDescriptor",
                () -> "c" + inputs + ">" + outputs + " k" + side,
                () -> cudnn.set(filter, outputs, side, inputs));
        return filter;
    }

    /** A convolution in float32. */
    Cudnn.Convolution convolution(Window window) {
        Cudnn.Convolution convolution = cudnn.newConvolution();
        createDescriptor("Convolution", () -> cudnn.create(convolution), () -> cudnn.destroy(convolution));
        call("cudnnSetConvolution2dDescriptor", window::toString, () -> cudnn.set(convolution, window));
        call("cudnnSetConvolutionMathType", () -> "float32", () -> cudnn.setFloat32Math(convolution));
        return convolution;
    }

    private void createDescriptor(String type, IntSupplier create, IntSupplier destroy) {
        create(
                LiveResources.Kind.CUDNN_DESCRIPTOR,
                "cudnnCreate" + type + "Descriptor",
                create,
                "cudnnDestroy" + type + "Descriptor",
                destroy);
    }

    private void create(
            LiveResources.Kind kind, String createName, IntSupplier create, String destroyName, IntSupplier destroy) {
        call(createName, () -> "a plan", create);
        LiveResources.add(kind, 1);
        scope.own(() -> {
            LiveResources.add(kind, -1);
            library.release(destroyName, destroy);
        });
    }

    /** Calls cuDNN and turns a failure into an exception. */
    void call(String function, Supplier<String> detail, IntSupplier call) {
        library.call(function, detail, call);
    }

    Cudnn cudnn() {
        return cudnn;
    }

    Cudnn.Handle handle() {
        return handle;
    }
}
