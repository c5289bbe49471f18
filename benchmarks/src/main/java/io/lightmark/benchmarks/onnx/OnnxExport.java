package io.lightmark.benchmarks.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.lightmark.graph.InferenceLowering;
import io.lightmark.graph.PictureInput;
import io.lightmark.graph.Program;
import io.lightmark.graph.Value;
import io.lightmark.nn.Network;
import io.lightmark.nn.Weights;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A network with its weights as an ONNX model: the same inference lowering that our own plans run — batch
 * normalisations folded, dropout left out — translated operation by operation. So a peer gets the network in the shape
 * that is best for it, and does not pay for what we folded away.
 *
 * <p>The model has one input, {@code input}, and one output, {@code prediction}, both float32.
 */
public final class OnnxExport {
    /** Name of the model's input. */
    public static final String INPUT = "input";

    /** Name of the model's output. */
    public static final String OUTPUT = "prediction";

    /** Stands for a model that takes any number of images. */
    public static final int ANY_BATCH = 0;

    private OnnxExport() {}

    /**
     * The model as the bytes of an ONNX file.
     *
     * @param batch images per run, or {@link #ANY_BATCH}
     * @param layout order of the model's input (and of its output, where that is a map)
     */
    public static byte[] bytes(Network network, Weights weights, int batch, OnnxLayout layout) {
        return model(network, weights, batch, layout).toByteArray();
    }

    /** Writes the model to an ONNX file. */
    public static void write(Network network, Weights weights, int batch, OnnxLayout layout, Path file)
            throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            model(network, weights, batch, layout).writeTo(out);
        }
    }

    private static ModelProto model(Network network, Weights weights, int batch, OnnxLayout layout) {
        if (batch < 0) {
            throw new IllegalArgumentException("Expected a batch of at least 1, or 0 for any, received " + batch
                    + ". Fix: pass the number of images per run.");
        }
        boolean anyBatch = batch == ANY_BATCH;
        InferenceLowering lowering = InferenceLowering.lower(network, weights, Math.max(batch, 1), PictureInput.PIXELS);
        Program program = lowering.program();
        OnnxGraph graph = new OnnxGraph(network.name());
        StepTranslation translation = new StepTranslation(graph, program, lowering.weights());
        Value input = program.value(INPUT);
        Value output = program.value(OUTPUT);
        boolean turnOutput = layout == OnnxLayout.NHWC && output.shape().rank() == 4;
        if (layout == OnnxLayout.NHWC) {
            graph.node(
                    "Transpose", List.of(INPUT + ".nhwc"), INPUT, new OnnxGraph.Attributes().ints("perm", 0, 3, 1, 2));
        }
        program.steps().forEach(translation::translate);
        if (turnOutput) {
            graph.node(
                    "Transpose",
                    List.of(OUTPUT),
                    OUTPUT + ".nhwc",
                    new OnnxGraph.Attributes().ints("perm", 0, 2, 3, 1));
        }
        graph.input(inputName(layout), layout.extents(input.shape()), anyBatch);
        graph.output(turnOutput ? OUTPUT + ".nhwc" : OUTPUT, layout.extents(output.shape()), anyBatch);
        return graph.model();
    }

    private static String inputName(OnnxLayout layout) {
        return layout == OnnxLayout.NHWC ? INPUT + ".nhwc" : INPUT;
    }
}
