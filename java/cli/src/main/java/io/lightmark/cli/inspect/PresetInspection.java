package io.lightmark.cli.inspect;

import io.lightmark.cli.output.Figures;
import io.lightmark.cli.output.TextTable;
import io.lightmark.models.NetworkFamilies;
import io.lightmark.models.NetworkFamily;
import io.lightmark.models.NetworkName;
import io.lightmark.models.NetworkOption;
import io.lightmark.models.NetworkPresets;
import io.lightmark.nn.Network;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The presets as a table of what they cost, and the families from which other names can be made. */
public final class PresetInspection {
    private static final double MILLION = 1e6;

    private PresetInspection() {}

    /** The tables for a number of landmarks. */
    public static Inspection of(int points) {
        TextTable table = new TextTable("network", "parameters", "file MB", "file MiB", "million multiply-adds");
        List<Map<String, @Nullable Object>> presets = new ArrayList<>();
        for (NetworkName name : NetworkPresets.all()) {
            Network network = name.network(points);
            ModelSize size = ModelSize.of(network);
            table.row(
                    name.text(),
                    Figures.count(network.parameters()),
                    size.megabytes(),
                    size.mebibytes(),
                    String.format(Locale.ROOT, "%.1f", network.multiplyAdds() / MILLION));
            presets.add(preset(network, size));
        }
        Map<String, @Nullable Object> figures = new LinkedHashMap<>();
        figures.put("points", points);
        figures.put("presets", presets);
        figures.put(
                "families",
                NetworkFamilies.all().stream().map(PresetInspection::family).toList());
        String heading = "networks to begin with, for " + points + " points\n\n";
        return new Inspection(heading + table + "\n" + families(), figures);
    }

    private static Map<String, @Nullable Object> preset(Network network, ModelSize size) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("network", network.name());
        map.put("parameters", network.parameters());
        map.put("modelBytes", size.bytes());
        size.put(map);
        map.put("multiplyAdds", network.multiplyAdds());
        return map;
    }

    private static Map<String, @Nullable Object> family(NetworkFamily family) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("family", family.name());
        map.put("defaultSide", family.defaultSide());
        map.put("isFixed", family.isFixed());
        map.put("options", options(family));
        return map;
    }

    private static String families() {
        String lines = NetworkFamilies.all().stream()
                .map(family -> "  " + family.name() + (family.isFixed() ? "" : "[-<width>][@<side>]")
                        + options(family).stream()
                                .map(option -> "[+" + option + "]")
                                .collect(Collectors.joining()))
                .collect(Collectors.joining("\n"));
        return "names of others: widths from 0.05 to 4, picture sides that 16 divides, without either 1 and the family's"
                + " own\n\n" + lines + "\n";
    }

    private static List<String> options(NetworkFamily family) {
        return family.options().stream().sorted().map(NetworkOption::text).toList();
    }
}
