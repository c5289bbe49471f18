package io.lightmark.backend.cuda.driver;

import static jcuda.driver.JCudaDriver.cuGraphDestroy;
import static jcuda.driver.JCudaDriver.cuGraphExecDestroy;
import static jcuda.driver.JCudaDriver.cuGraphInstantiate;
import static jcuda.driver.JCudaDriver.cuGraphLaunch;

import jcuda.driver.CUgraph;
import jcuda.driver.CUgraphExec;

/** Recorded work that is launched with one call. */
public final class Graph implements DeviceScope.Resource {
    private final CUgraphExec executable;
    private final String what;
    private boolean closed;

    private Graph(CUgraphExec executable, String what) {
        this.executable = executable;
        this.what = what;
    }

    static Graph instantiate(CUgraph graph, String what) {
        CUgraphExec executable = new CUgraphExec();
        try {
            Driver.call("cuGraphInstantiate", () -> what, () -> cuGraphInstantiate(executable, graph, 0));
        } catch (RuntimeException e) {
            DeviceScope.closeAfter(e, () -> discard(graph));
            throw e;
        }
        LiveResources.add(LiveResources.Kind.GRAPH, 1);
        Graph instance = new Graph(executable, what);
        try {
            discard(graph);
        } catch (RuntimeException e) {
            DeviceScope.closeAfter(e, instance);
            throw e;
        }
        return instance;
    }

    static void discard(CUgraph graph) {
        Driver.release("cuGraphDestroy", () -> "a recorded graph", () -> cuGraphDestroy(graph));
    }

    /** Puts the recorded work on a stream. */
    public void launch(Stream stream) {
        Driver.call("cuGraphLaunch", () -> what, () -> cuGraphLaunch(executable, stream.handle()));
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            LiveResources.add(LiveResources.Kind.GRAPH, -1);
            Driver.release("cuGraphExecDestroy", () -> what, () -> cuGraphExecDestroy(executable));
        }
    }
}
