package io.lightmark.benchmarks.peer;

import io.lightmark.benchmarks.onnx.OnnxLayout;
import java.util.List;

/** The peers that the command line knows, by name. */
public enum Peers {
    /** ONNX Runtime: forward passes and cascades. */
    ONNXRUNTIME,
    /** PyTorch, in both of its memory formats: training. */
    PYTORCH;

    /** What this peer runs forward; empty for one that only trains. */
    public List<ForwardPeer> forward(OnnxLayout layout) {
        return this == ONNXRUNTIME ? List.of(new OnnxRuntimePeer(layout)) : List.of();
    }

    /** What this peer trains with; empty for one that only runs. */
    public List<TrainingPeer> training() {
        return this == PYTORCH ? List.of(PyTorchPeer.DEFAULT, PyTorchPeer.CHANNELS_LAST) : List.of();
    }
}
