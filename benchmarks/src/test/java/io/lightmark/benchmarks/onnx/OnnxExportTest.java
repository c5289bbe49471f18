package io.lightmark.benchmarks.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.lightmark.backend.Backend;
import io.lightmark.backend.reference.ReferenceBackend;
import io.lightmark.benchmarks.FixedWeights;
import io.lightmark.benchmarks.measure.Agreement;
import io.lightmark.benchmarks.peer.ForwardContender;
import io.lightmark.benchmarks.peer.LightmarkPeer;
import io.lightmark.benchmarks.peer.OnnxRuntimePeer;
import io.lightmark.models.Cascade48;
import io.lightmark.nn.BatchNormalization;
import io.lightmark.nn.ConvNormAct;
import io.lightmark.nn.Convolution;
import io.lightmark.nn.DepthwiseConvolution;
import io.lightmark.nn.DropoutLayer;
import io.lightmark.nn.FullyConnected;
import io.lightmark.nn.GlobalPooling;
import io.lightmark.nn.InvertedResidual;
import io.lightmark.nn.Layer;
import io.lightmark.nn.MaxPooling;
import io.lightmark.nn.Network;
import io.lightmark.nn.Nonlinearity;
import io.lightmark.nn.Residual;
import io.lightmark.nn.SqueezeExcitation;
import io.lightmark.nn.Weights;
import io.lightmark.op.Activation;
import io.lightmark.op.Window;
import io.lightmark.tensor.Shape;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An exported model must compute, in ONNX Runtime, what the oracle computes from the same description and weights. */
class OnnxExportTest {
    private static final double TOLERANCE = 1e-5;
    private static final ConvNormAct.Norm NORM = ConvNormAct.Norm.DEFAULT;

    static Stream<Arguments> cases() {
        return Stream.of(
                        Cascade48.network(5),
                        everyLayer(),
                        network("map-output", Convolution.pointwise("p", 5)),
                        network(
                                "flat-normalised",
                                new FullyConnected("fc", 7),
                                norm("bn"),
                                act("act", Activation.HSWISH)),
                        network(
                                "linear-behind-map",
                                new Convolution("c", 4, Window.same(3, 1), true),
                                new FullyConnected("fc", 3)))
                .flatMap(network -> Stream.of(OnnxLayout.values())
                        .flatMap(layout ->
                                Stream.of(1, 3).map(batch -> Arguments.of(network.name(), network, layout, batch))));
    }

    @ParameterizedTest(name = "{0} {2} batch {3}")
    @MethodSource("cases")
    void runtimeAgreesWithOracle(String name, Network network, OnnxLayout layout, int batch) {
        Weights weights = FixedWeights.draw(network, 7);
        float[] pixels = FixedWeights.pixels(network.input().withN(batch), 8);
        try (Backend backend = new ReferenceBackend();
                ForwardContender ours = LightmarkPeer.prepare(backend, network, weights, batch);
                ForwardContender peer = new OnnxRuntimePeer(layout).prepare(network, weights, batch, 1)) {
            ours.feed(pixels);
            peer.feed(pixels);
            double difference = Agreement.require(List.of(ours, peer), TOLERANCE);
            assertTrue(difference <= TOLERANCE, () -> name + " " + layout + " differs by " + difference);
            float[] result = ours.result();
            float largest = 0;
            for (float value : result) {
                largest = Math.max(largest, Math.abs(value));
            }
            assertTrue(largest > 1e-3, "the result of " + name + " should not vanish: " + largest);
        }
    }

    @Test
    void anyBatchRunsEveryBatch() throws OrtException {
        Network network = everyLayer();
        Weights weights = FixedWeights.draw(network, 1);
        byte[] model = OnnxExport.bytes(network, weights, OnnxExport.ANY_BATCH, OnnxLayout.NHWC);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(model)) {
            for (int batch : new int[] {1, 2, 5}) {
                float[] pixels = FixedWeights.pixels(network.input().withN(batch), 2);
                float[][] received =
                        run(environment, session, pixels, network.input().withN(batch));
                assertEquals(batch, received.length, "images in the result of batch " + batch);
                try (ForwardContender fixed =
                        new OnnxRuntimePeer(OnnxLayout.NCHW).prepare(network, weights, batch, 1)) {
                    fixed.feed(pixels);
                    fixed.run();
                    float[] expected = fixed.result();
                    int width = expected.length / batch;
                    for (int i = 0; i < batch; i++) {
                        assertArrayEquals(
                                java.util.Arrays.copyOfRange(expected, i * width, (i + 1) * width),
                                received[i],
                                1e-4f,
                                "image " + i + " of batch " + batch);
                    }
                }
            }
        }
    }

    @Test
    void fileHoldsTheSameModel(@TempDir Path folder) throws IOException {
        Network network = Cascade48.network(5);
        Weights weights = FixedWeights.draw(network, 3);
        Path file = folder.resolve("cascade48.onnx");
        OnnxExport.write(network, weights, 1, OnnxLayout.NCHW, file);
        byte[] bytes = OnnxExport.bytes(network, weights, 1, OnnxLayout.NCHW);
        assertArrayEquals(bytes, Files.readAllBytes(file), "file and bytes");
        GraphProto graph = ModelProto.parseFrom(bytes).getGraph();
        assertEquals(
                0,
                graph.getNodeList().stream()
                        .filter(node -> node.getOpType().equals("BatchNormalization"))
                        .count(),
                "normalisations behind convolutions are folded away");
        long folded = graph.getInitializerList().stream()
                .mapToLong(tensor -> tensor.getDimsList().stream().reduce(1L, Math::multiplyExact))
                .sum();
        assertEquals(235_642, folded, "parameters of the published network after folding");
    }

    @Test
    void refusesANegativeBatch() {
        Network network = Cascade48.network(5);
        Weights weights = FixedWeights.draw(network, 3);
        assertThrows(
                IllegalArgumentException.class,
                () -> OnnxExport.bytes(network, weights, -1, OnnxLayout.NCHW),
                "batch -1");
    }

    private static float[][] run(OrtEnvironment environment, OrtSession session, float[] pixels, Shape shape)
            throws OrtException {
        long[] extents = {shape.n(), shape.h(), shape.w(), shape.c()};
        try (OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(pixels), extents);
                OrtSession.Result result =
                        session.run(Map.of(session.getInputNames().iterator().next(), input))) {
            return (float[][]) result.get(0).getValue();
        }
    }

    /** A small network in which every kind of layer appears, also in places where nothing can be fused. */
    private static Network everyLayer() {
        List<Layer> layers = List.of(
                norm("bn0"),
                new Convolution("stem", 8, Window.same(5, 2), true),
                act("stem.act", Activation.RELU6),
                new MaxPooling("pool", new Window(3, 2, 1)),
                new DepthwiseConvolution("dw", Window.same(3, 1), true),
                act("dw.act", Activation.HSIGMOID),
                new InvertedResidual(
                        "v2", 24, 8, 3, 1, 0, InvertedResidual.ExcitePlace.AFTER_ACTIVATION, Activation.RELU6, NORM),
                new InvertedResidual(
                        "v3a", 16, 8, 5, 1, 4, InvertedResidual.ExcitePlace.AFTER_ACTIVATION, Activation.HSWISH, NORM),
                new InvertedResidual(
                        "v3b", 16, 12, 3, 2, 8, InvertedResidual.ExcitePlace.BEFORE_ACTIVATION, Activation.RELU, NORM),
                new SqueezeExcitation("se", 3),
                new Residual("sum", List.of(act("gate", Activation.HSWISH), new DropoutLayer("drop1", 0.2f))),
                norm("bn1"),
                new ConvNormAct("valid", 10, new Window(2, 1, 0), NORM, Activation.HSIGMOID),
                new GlobalPooling("gap"),
                new FullyConnected("fc1", 9),
                act("fc1.act", Activation.RELU),
                new DropoutLayer("drop2", 0.5f),
                new FullyConnected("fc2", 6));
        return new Network("every-layer", Shape.of(1, 17, 15, 3), layers);
    }

    private static Network network(String name, Layer... layers) {
        return new Network(name, Shape.of(1, 5, 6, 3), List.of(layers));
    }

    private static Layer norm(String name) {
        return new BatchNormalization(name, 1e-5f, 0.1f);
    }

    private static Layer act(String name, Activation activation) {
        return new Nonlinearity(name, activation);
    }
}
