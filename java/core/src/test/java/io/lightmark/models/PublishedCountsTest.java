package io.lightmark.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.nn.Network;
import io.lightmark.nn.Node;
import io.lightmark.nn.WeightSpec;
import io.lightmark.tensor.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parameters and multiply-adds of every published configuration, and with a head for 68 points. */
final class PublishedCountsTest {
    /** A classifier of 1000 classes has the outputs of 500 points. */
    private static final int IMAGENET_POINTS = 500;

    private static final int FACE_POINTS = 68;

    /** The figures that d-li14 publishes for its pretrained files; V1 has 4.2 M and 569 M in its paper. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "mobilenet-v1@224, 4.232, 569",
        "mobilenet-v2@224, 3.504, 300.79",
        "mobilenet-v2-0.75@224, 2.636, 209.08",
        "mobilenet-v2-0.5@224, 1.968, 97.14",
        "mobilenet-v2-0.35@224, 1.677, 59.29",
        "mobilenet-v2-0.25@224, 1.519, 37.21",
        "mobilenet-v2-0.1@224, 1.356, 12.92",
        "mobilenet-v3-large@224, 5.483, 216.60",
        "mobilenet-v3-large-0.75@224, 3.994, 154.57",
        "mobilenet-v3-small@224, 2.543, 56.52",
        "mobilenet-v3-small-0.75@224, 2.042, 43.40"
    })
    void classifiers(String name, String millionParameters, String millionMultiplyAdds) {
        Network network = NetworkName.parse(name).network(IMAGENET_POINTS);
        assertNear(millionParameters, network.parameters(), 0.001);
        assertNear(millionMultiplyAdds, network.multiplyAdds(), 0.001 * Double.parseDouble(millionMultiplyAdds));
    }

    /** Exact counts of the layers that PyTorch's and torchvision's own models report. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "mobilenet-v2@224, 3504872",
        "mobilenet-v3-large@224+torchvision, 5483032",
        "mobilenet-v3-small@224+torchvision, 2542856"
    })
    void torchvisionCounts(String name, long parameters) {
        assertEquals(
                parameters, NetworkName.parse(name).network(IMAGENET_POINTS).parameters());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "mobilenet-v1@48, 3.346, 29.0",
        "mobilenet-v1@112, 3.346, 148.0",
        "mobilenet-v1@128, 3.346, 185.5",
        "mobilenet-v1@224, 3.346, 567.9",
        "mobilenet-v1@256, 3.346, 741.7",
        "mobilenet-v1@384, 3.346, 1668.5",
        "mobilenet-v2@48, 2.398, 16.7",
        "mobilenet-v2@112, 2.398, 81.1",
        "mobilenet-v2@128, 2.398, 98.0",
        "mobilenet-v2@224, 2.398, 299.7",
        "mobilenet-v2@256, 2.398, 391.4",
        "mobilenet-v2@384, 2.398, 880.3",
        "mobilenet-v2-1.25@384, 3.667, 1425.5",
        "mobilenet-v3-large@48, 4.376, 14.3",
        "mobilenet-v3-large@112, 4.376, 59.6",
        "mobilenet-v3-large@128, 4.376, 72.3",
        "mobilenet-v3-large@224, 4.376, 215.5",
        "mobilenet-v3-large@256, 4.376, 280.6",
        "mobilenet-v3-large@384, 4.376, 627.6",
        "mobilenet-v3-large-0.85@384, 3.434, 503.5",
        "mobilenet-v3-small@48, 1.657, 4.3",
        "mobilenet-v3-small@112, 1.657, 16.1",
        "mobilenet-v3-small@128, 1.657, 19.0",
        "mobilenet-v3-small@224, 1.657, 55.6",
        "mobilenet-v3-small@256, 1.657, 72.3",
        "mobilenet-v3-small@384, 1.657, 161.2",
        "mobilenet-v2@112+simcc, 2.325, 139.2",
        "mobilenet-v2-1.25@112+simcc, 3.572, 219.5",
        "mobilenet-v3-large-0.85@112+simcc, 2.283, 72.7",
        "mobilenet-v3-large-1.1@112+simcc, 3.648, 109.8",
        "landmark-small@96+simcc, 0.169, 24.2",
        "landmark-small-1.2@96+simcc, 0.237, 39.3"
    })
    void sixtyEightPoints(String name, String millionParameters, String millionMultiplyAdds) {
        Network network = NetworkName.parse(name).network(FACE_POINTS);
        assertEquals(2 * FACE_POINTS, network.output().c());
        assertNear(millionParameters, network.parameters(), 0.0006);
        assertNear(millionMultiplyAdds, network.multiplyAdds(), 0.06);
    }

    /** Sides at which one pool, two or none are left out, and the one of the published comparison. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "base-cnn@32, 4, 3026888",
        "base-cnn@64, 4, 3026888",
        "base-cnn@96, 3, 2783176",
        "base-cnn@112, 3, 2783176",
        "base-cnn@160, 5, 3340232",
        "base-cnn@256, 4, 3026888",
        "base-cnn@384, 6, 3723208"
    })
    void baseCnn(String name, int map, long parameters) {
        Network network = NetworkName.parse(name).network(FACE_POINTS);
        Node linear = network.nodes().get(network.nodes().size() - 1);
        assertEquals(Shape.of(1, map, map, 256), linear.input());
        assertEquals(2_469_696 + (256L * map * map + 1) * 2 * FACE_POINTS, parameters, "convolutions and linear layer");
        assertEquals(parameters, network.parameters());
    }

    @ParameterizedTest(name = "{0}: {1} MB")
    @CsvSource({
        "base-cnn@384, 14.9",
        "mobilenet-v1@112, 13.4",
        "mobilenet-v2@112, 9.6",
        "mobilenet-v2-1.25@112, 14.7",
        "mobilenet-v3-large@112, 17.5",
        "mobilenet-v3-large-0.85@112, 13.7",
        "mobilenet-v3-large@112+trim1, 14.3",
        "mobilenet-v3-small@112, 6.6"
    })
    void megabytesOfParameters(String name, String megabytes) {
        assertNear(
                megabytes,
                Float.BYTES * NetworkName.parse(name).network(FACE_POINTS).parameters(),
                0.06);
    }

    /** Both meanings of a megabyte, with room for a file's header: its names, shapes and metadata. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"48", "64", "80", "96"})
    void landmarkSmallFitsOneMegabyte(int side) {
        Network network = NetworkName.of(LandmarkSmall.FAMILY).withSide(side).network(FACE_POINTS);
        long bytes = network.weights().stream()
                .map(WeightSpec::shape)
                .mapToLong(shape -> Float.BYTES * shape.elements())
                .sum();
        assertTrue(bytes <= 970_000, "bytes " + bytes);
        assertTrue(network.multiplyAdds() <= 24_000_000, "multiply-adds " + network.multiplyAdds());
    }

    /** Near in millions; a published figure may have been rounded or cut. */
    private static void assertNear(String expectedMillions, long received, double limit) {
        assertEquals(Double.parseDouble(expectedMillions), received / 1e6, limit, expectedMillions + " million");
    }
}
