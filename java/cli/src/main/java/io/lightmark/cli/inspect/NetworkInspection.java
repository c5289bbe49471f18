package io.lightmark.cli.inspect;

import io.lightmark.cli.output.Figures;
import io.lightmark.cli.output.TextTable;
import io.lightmark.nn.Network;
import io.lightmark.nn.Node;
import io.lightmark.nn.WeightSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A network as a table of its layers: shapes, parameters, bytes, multiply-adds, with totals. */
public final class NetworkInspection {
    private NetworkInspection() {}

    /** The table of a network for one picture, and the size of a model file with it alone. */
    public static Inspection withFileSize(Network network) {
        Inspection inspection = of(network);
        ModelSize size = ModelSize.of(network);
        Map<String, @Nullable Object> figures = new LinkedHashMap<>(inspection.figures());
        figures.put("modelBytes", size.bytes());
        size.put(figures);
        return new Inspection(
                inspection.text() + "\nas a model file of one level, without notes on its training: " + size.text()
                        + "\n",
                figures);
    }

    /** The table of a network for one picture. */
    public static Inspection of(Network network) {
        TextTable table = new TextTable("layer", "kind", "output", "parameters", "bytes", "multiply-adds");
        List<Map<String, @Nullable Object>> layers = new ArrayList<>();
        for (Node node : network.nodes()) {
            String kind = kind(node);
            table.row(
                    node.name(),
                    kind,
                    node.output().toString(),
                    count(node.parameters()),
                    count(bytes(node)),
                    count(node.multiplyAdds()));
            layers.add(map(node, kind));
        }
        long bytes =
                network.nodes().stream().mapToLong(NetworkInspection::bytes).sum();
        table.rule()
                .row(
                        "total",
                        "",
                        "",
                        Figures.count(network.parameters()),
                        Figures.count(bytes),
                        Figures.count(network.multiplyAdds()));
        Map<String, @Nullable Object> figures = new LinkedHashMap<>();
        figures.put("network", network.name());
        figures.put("input", network.input().toArray());
        figures.put("output", network.output().toArray());
        figures.put("parameters", network.parameters());
        figures.put("weightBytes", bytes);
        figures.put("multiplyAdds", network.multiplyAdds());
        figures.put("layers", layers);
        String heading = "network " + network.name() + ", input " + network.input() + ", output " + network.output()
                + "\nparameters are trainable; bytes are all stored weights (float32), running statistics included\n\n";
        return new Inspection(heading + table, figures);
    }

    private static Map<String, @Nullable Object> map(Node node, String kind) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("name", node.name());
        map.put("kind", kind);
        map.put("output", node.output().toArray());
        map.put("parameters", node.parameters());
        map.put("weightBytes", bytes(node));
        map.put("multiplyAdds", node.multiplyAdds());
        return map;
    }

    private static String kind(Node node) {
        return node.layer()
                .map(layer -> layer.getClass().getSimpleName().replaceFirst("Layer$", ""))
                .orElse("Sum");
    }

    private static long bytes(Node node) {
        return node.weights().stream()
                .map(WeightSpec::shape)
                .mapToLong(shape -> Float.BYTES * shape.elements())
                .sum();
    }

    private static String count(long value) {
        return value == 0 ? "" : Figures.count(value);
    }
}
