package io.lightmark.benchmarks.peer;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.lightmark.benchmarks.onnx.OnnxExport;
import io.lightmark.benchmarks.onnx.OnnxLayout;
import io.lightmark.nn.Network;
import io.lightmark.nn.Weights;
import java.nio.FloatBuffer;

/**
 * ONNX Runtime's Java API on the CPU at its best: all graph optimisations, batch size fixed in the model, one pool of
 * intra-op threads that spin (its default), input and output tensors laid over direct buffers once and reused.
 *
 * @param layout of the model's input: {@link OnnxLayout#NCHW} hands it what it wants, at no cost; {@link
 *     OnnxLayout#NHWC} is for pipelines whose crop makes NHWC, and adds a transposition to the model
 */
public record OnnxRuntimePeer(OnnxLayout layout) implements ForwardPeer {
    @Override
    public String name() {
        return "onnxruntime";
    }

    @Override
    public ForwardContender prepare(Network network, Weights weights, int batch, int threads, FloatBuffer input) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        byte[] model = OnnxExport.bytes(network, weights, batch, layout);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            OrtSession session = environment.createSession(model, options);
            String description = name() + " " + environment.getVersion() + ", " + threads + " intra-op thread"
                    + (threads == 1 ? "" : "s") + ", " + layout + ", pinned direct buffers";
            return new OnnxRuntimeContender(
                    environment,
                    session,
                    description,
                    layout,
                    network.input().withN(batch),
                    input,
                    network.output().withN(batch));
        } catch (OrtException e) {
            throw new IllegalStateException(
                    "Expected ONNX Runtime to accept the exported network " + network.name() + ", received: "
                            + e.getMessage() + ". Fix: check OnnxExport against the operator it names.",
                    e);
        }
    }
}
