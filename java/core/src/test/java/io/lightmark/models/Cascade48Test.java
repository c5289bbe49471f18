package io.lightmark.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lightmark.graph.InferenceLowering;
import io.lightmark.graph.PictureInput;
import io.lightmark.graph.Value;
import io.lightmark.nn.Initialization;
import io.lightmark.nn.Network;
import io.lightmark.nn.Node;
import io.lightmark.nn.WeightSpec;
import io.lightmark.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published five-point network, layer by layer against the figures of its prototxt and weight file. */
final class Cascade48Test {
    private static final Network NETWORK = Cascade48.network(5);

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "1, conv1.conv, 48, 3, 24, 16, 432, 248832",
        "2, conv1_1.expand.conv, 24, 16, 24, 96, 1536, 884736",
        "3, conv1_1.depthwise.conv, 24, 96, 12, 96, 864, 124416",
        "4, conv1_1.project.conv, 12, 96, 12, 24, 2304, 331776",
        "5, conv1_2.expand.conv, 12, 24, 12, 144, 3456, 497664",
        "6, conv1_2.depthwise.conv, 12, 144, 12, 144, 1296, 186624",
        "7, conv1_2.project.conv, 12, 144, 12, 24, 3456, 497664",
        "8, conv2_1.expand.conv, 12, 24, 12, 144, 3456, 497664",
        "9, conv2_1.depthwise.conv, 12, 144, 6, 144, 1296, 46656",
        "10, conv2_1.project.conv, 6, 144, 6, 32, 4608, 165888",
        "11, conv2_2.expand.conv, 6, 32, 6, 192, 6144, 221184",
        "12, conv2_2.depthwise.conv, 6, 192, 6, 192, 1728, 62208",
        "13, conv2_2.project.conv, 6, 192, 6, 32, 6144, 221184",
        "14, conv3_1.expand.conv, 6, 32, 6, 192, 6144, 221184",
        "15, conv3_1.depthwise.conv, 6, 192, 3, 192, 1728, 15552",
        "16, conv3_1.project.conv, 3, 192, 3, 64, 12288, 110592",
        "17, conv3_2.expand.conv, 3, 64, 3, 192, 12288, 110592",
        "18, conv3_2.depthwise.conv, 3, 192, 3, 192, 1728, 15552",
        "19, conv3_2.project.conv, 3, 192, 3, 64, 12288, 110592"
    })
    void convolution(
            int row, String name, int sideIn, int channelsIn, int sideOut, int channelsOut, long weights, long macs) {
        Node node = node(name);
        assertEquals(Shape.of(1, sideIn, sideIn, channelsIn), node.input(), name);
        assertEquals(Shape.of(1, sideOut, sideOut, channelsOut), node.output(), name);
        assertEquals(weights, node.parameters(), name);
        assertEquals(macs, node.multiplyAdds(), name);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"20, fc1, 256, 147712, 147456", "21, fc2, 10, 2570, 2560"})
    void linear(int row, String name, int outputs, long parameters, long macs) {
        Node node = node(name);
        assertEquals(Shape.of(1, outputs), node.output(), name);
        assertEquals(parameters, node.parameters(), name);
        assertEquals(macs, node.multiplyAdds(), name);
    }

    @Test
    void totals() {
        assertEquals(237_818, NETWORK.parameters());
        assertEquals(4_720_576, NETWORK.multiplyAdds());
        long floats = NETWORK.weights().stream()
                .mapToLong(spec -> spec.shape().elements())
                .sum();
        assertEquals(242_189 - 19, floats, "Caffe stores one scale factor more for each of the 19 normalisations");
        assertEquals(Shape.of(1, 10), NETWORK.output());
    }

    @Test
    void shortcutsAreTheThreeOfThePrototxt() {
        List<String> sums = NETWORK.nodes().stream()
                .filter(node -> node.layer().isEmpty())
                .map(Node::name)
                .toList();
        assertEquals(List.of("conv1_2.sum", "conv2_2.sum", "conv3_2.sum"), sums);
    }

    @Test
    void foldedParameters() {
        InferenceLowering lowered =
                InferenceLowering.lower(NETWORK, Initialization.CAFFE.draw(NETWORK, 1), 1, PictureInput.PIXELS);
        long parameters = lowered.program().values(Value.Role.PARAMETER).stream()
                .mapToLong(value -> value.shape().elements())
                .sum();
        assertEquals(235_642, parameters);
        assertEquals(4_720_576, lowered.program().multiplyAdds());
        assertEquals(21, lowered.program().steps().size(), "everything fused into 19 convolutions and 2 linear layers");
    }

    @ParameterizedTest(name = "{0} points")
    @CsvSource({"1", "5", "68"})
    void anyNumberOfPoints(int points) {
        Network network = Cascade48.network(points);
        assertEquals(Shape.of(1, 2 * points), network.output());
        assertEquals(237_818 + 257L * 2 * (points - 5), network.parameters());
        assertEquals(
                network.parameters(),
                network.weights().stream()
                        .filter(spec -> spec.kind() != WeightSpec.Kind.RUNNING_MEAN
                                && spec.kind() != WeightSpec.Kind.RUNNING_VARIANCE)
                        .mapToLong(spec -> spec.shape().elements())
                        .sum());
    }

    private static Node node(String name) {
        return NETWORK.nodes().stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no node " + name));
    }
}
