package io.lightmark.benchmarks.peer;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.lightmark.benchmarks.onnx.OnnxLayout;
import io.lightmark.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/** A session of ONNX Runtime with its input and output bound to direct buffers. */
final class OnnxRuntimeContender implements ForwardContender {
    private final OrtSession session;
    private final String description;
    private final OnnxLayout layout;
    private final Shape shape;
    private final Shape resultShape;
    private final OnnxTensor inputTensor;
    private final OnnxTensor outputTensor;
    private final FloatBuffer inputBuffer;
    private final FloatBuffer outputBuffer;
    private final Map<String, OnnxTensor> inputs;
    private final Map<String, OnnxTensor> outputs;
    private boolean closed;

    OnnxRuntimeContender(
            OrtEnvironment environment,
            OrtSession session,
            String description,
            OnnxLayout layout,
            Shape shape,
            FloatBuffer input,
            Shape resultShape)
            throws OrtException {
        this.session = session;
        this.description = description;
        this.layout = layout;
        this.shape = shape;
        this.resultShape = resultShape;
        this.inputBuffer = input;
        this.outputBuffer = direct(resultShape);
        this.inputTensor = OnnxTensor.createTensor(environment, inputBuffer, layout.extents(shape));
        this.outputTensor = OnnxTensor.createTensor(environment, outputBuffer, layout.extents(resultShape));
        this.inputs = Map.of(session.getInputNames().iterator().next(), inputTensor);
        this.outputs = Map.of(session.getOutputNames().iterator().next(), outputTensor);
    }

    @Override
    public String name() {
        return "onnxruntime";
    }

    @Override
    public String describe() {
        return description;
    }

    @Override
    public FloatBuffer input() {
        return inputBuffer;
    }

    @Override
    public void feed(float[] pixels) {
        for (int i = 0; i < pixels.length; i++) {
            inputBuffer.put(layout.place(i, shape), pixels[i]);
        }
    }

    @Override
    public void run() {
        try (OrtSession.Result result = session.run(inputs, outputs)) {
            if (result.size() != 1) {
                throw new IllegalStateException(
                        "Expected one output, received " + result.size() + ". Fix: export networks with one output.");
            }
        } catch (OrtException e) {
            throw new IllegalStateException(
                    "Expected ONNX Runtime to run, received: " + e.getMessage() + ". Fix: see its message.", e);
        }
    }

    @Override
    public float[] result() {
        float[] result = new float[outputBuffer.capacity()];
        for (int i = 0; i < result.length; i++) {
            result[i] = outputBuffer.get(layout.place(i, resultShape));
        }
        return result;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        inputTensor.close();
        outputTensor.close();
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(
                    "Expected ONNX Runtime to close its session, received: " + e.getMessage()
                            + ". Fix: see its message.",
                    e);
        }
    }

    private static FloatBuffer direct(Shape shape) {
        return ByteBuffer.allocateDirect(4 * shape.length())
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }
}
