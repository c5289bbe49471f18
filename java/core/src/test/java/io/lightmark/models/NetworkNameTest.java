package io.lightmark.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.nn.Network;
import io.lightmark.nn.Node;
import io.lightmark.tensor.Shape;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A name says everything that a network is built from, and a network's name builds it again. */
final class NetworkNameTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "cascade48, cascade48",
        "mobilenet-v1, mobilenet-v1@112",
        "mobilenet-v2-1.25@112, mobilenet-v2-1.25@112",
        "mobilenet-v2-1.250, mobilenet-v2-1.25@112",
        "mobilenet-v2-1.0@64, mobilenet-v2@64",
        "mobilenet-v2-2@64, mobilenet-v2-2@64",
        "mobilenet-v3-large-0.85@128, mobilenet-v3-large-0.85@128",
        "mobilenet-v3-small@0096, mobilenet-v3-small@96",
        "mobilenet-v3-small+stride16+trim2, mobilenet-v3-small@112+trim2+stride16",
        "mobilenet-v3-large-0.5@64+stride16+torchvision, mobilenet-v3-large-0.5@64+torchvision+stride16",
        "mobilenet-v2@64+simcc+stride16, mobilenet-v2@64+stride16+simcc",
        "landmark-small+simcc, landmark-small@96+simcc",
        "landmark-small, landmark-small@96",
        "base-cnn, base-cnn@112",
        "base-cnn-0.25@384, base-cnn-0.25@384"
    })
    void canonicalText(String text, String canonical) {
        NetworkName name = NetworkName.parse(text);
        assertEquals(canonical, name.text());
        assertEquals(name, NetworkName.parse(canonical));
        Network network = NetworkCatalogue.standard().network(text, 3);
        assertEquals(canonical, network.name());
        assertEquals(Shape.of(1, name.side(), name.side(), 3), network.input());
        assertEquals(Shape.of(1, 6), network.output());
        assertEquals(
                network.weights(),
                NetworkCatalogue.standard().network(network.name(), 3).weights());
    }

    @ParameterizedTest(name = "''{0}''")
    @CsvSource(
            delimiter = '|',
            value = {
                "''                             | the name of a network, <family>",
                "Mobilenet-v2                   | the name of a network, <family>",
                "mobilenet-v2@                  | the name of a network, <family>",
                "mobilenet-v2@112@96            | the name of a network, <family>",
                "mobilenet-v2-1.2345            | the name of a network, <family>",
                "mobilenet-v2@99999             | the name of a network, <family>",
                "mobilenet-v2 -1                | the name of a network, <family>",
                "mobilenet-v4                   | one of the families [cascade48,",
                "mobilenet-v2-wide              | one of the families [cascade48,",
                "mobilenet-v2-0                 | a width from 0.05 to 4",
                "mobilenet-v2-9                 | a width from 0.05 to 4",
                "mobilenet-v2@0                 | a picture side from 32 to 1024 pixels",
                "mobilenet-v2@100               | that 16 divides",
                "mobilenet-v2@16                | a picture side from 32",
                "mobilenet-v2@1040              | to 1024 pixels",
                "mobilenet-v2+simple            | options from [+torchvision,",
                "mobilenet-v2+torchvision       | options of 'mobilenet-v2'",
                "mobilenet-v2+stride16+stride16 | each option once",
                "cascade48+simcc                | options of 'cascade48'",
                "mobilenet-v3-small+trim1+trim2 | at most one number of blocks",
                "cascade48@64                   | 'cascade48' without width and side",
                "cascade48-0.5                  | 'cascade48' without width and side",
                "cascade48+stride16             | options of 'cascade48'"
            })
    void saysWhatIsWrong(String text, String expected) {
        String message = assertThrows(IllegalArgumentException.class, () -> NetworkName.parse(text))
                .getMessage();
        assertTrue(message.startsWith("Expected "), message);
        assertTrue(message.contains(expected), message);
        assertTrue(message.contains(". Fix: "), message);
    }

    @Test
    void partsOfAName() {
        NetworkName name = NetworkName.of(MobileNetV3.LARGE)
                .withWidth(0.85)
                .withSide(128)
                .with(NetworkOption.STRIDE_16)
                .with(NetworkOption.TORCHVISION);
        assertEquals("mobilenet-v3-large-0.85@128+torchvision+stride16", name.text());
        assertEquals(Set.of(NetworkOption.TORCHVISION, NetworkOption.STRIDE_16), name.options());
        assertThrows(IllegalArgumentException.class, () -> name.withWidth(0.33333));
        assertThrows(IllegalArgumentException.class, () -> name.withWidth(Double.NaN));
    }

    /** The last map of the trunk, which every head begins with: the last node with more than one pixel. */
    @ParameterizedTest(name = "{0}: {1}x{1}x{2}")
    @CsvSource({
        "mobilenet-v1@224, 7, 1024",
        "mobilenet-v1@224+stride16, 14, 1024",
        "mobilenet-v2@224, 7, 1280",
        "mobilenet-v2@112, 4, 1280",
        "mobilenet-v2@112+stride16, 7, 1280",
        "mobilenet-v3-large@256, 8, 960",
        "mobilenet-v3-large@256+trim2+stride16, 16, 960",
        "mobilenet-v3-small-0.75@128, 4, 432",
        "landmark-small@96, 6, 16"
    })
    void lastMap(String name, int side, int channels) {
        List<Node> maps = NetworkName.parse(name).network(5).nodes().stream()
                .filter(node -> node.output().rank() == 4 && node.output().h() > 1)
                .toList();
        assertEquals(
                Shape.of(1, side, side, channels), maps.get(maps.size() - 1).output());
    }

    @ParameterizedTest(name = "{0}: {1}x{1}, {2} bins")
    @CsvSource({
        "mobilenet-v1@112+simcc, 7, 140",
        "mobilenet-v2@112+stride16+simcc, 7, 140",
        "mobilenet-v2@192+simcc, 6, 240",
        "mobilenet-v2@128+simcc, 8, 160",
        "mobilenet-v3-large-0.85@112+simcc, 7, 140",
        "mobilenet-v3-small@64+simcc, 8, 80",
        "mobilenet-v3-small@32+trim2+simcc, 8, 40",
        "landmark-small@96+simcc, 6, 120"
    })
    void coordinatesAsClasses(String name, int side, int bins) {
        Network network = NetworkName.parse(name).network(5);
        assertEquals(Shape.of(1, side, side, 5), node(network, "head.maps").output());
        assertEquals(Shape.of(1, 5, 1, 2 * bins), node(network, "head.bins").output());
        assertEquals(Shape.of(1, 10), network.output());
    }

    private static Node node(Network network, String name) {
        return network.nodes().stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest(name = "{0} x {1} = {2}")
    @CsvSource({
        "32, 0.75, 24",
        "24, 0.35, 8",
        "96, 0.35, 32",
        "16, 0.1, 8",
        "64, 1.25, 80",
        "24, 1.25, 32",
        "32, 1.3, 40",
        "160, 0.85, 136"
    })
    void divisibleChannels(int channels, double width, int expected) {
        assertEquals(expected, Channels.divisible(channels * width));
    }
}
