package io.lightmark.cli.inspect;

import io.lightmark.cascade.CascadeLevel;
import io.lightmark.cascade.LandmarkCascade;
import io.lightmark.cli.output.Figures;
import io.lightmark.cli.output.TextTable;
import io.lightmark.data.PackedDataset;
import io.lightmark.data.PictureSets;
import io.lightmark.data.Split;
import io.lightmark.format.SafeTensors;
import io.lightmark.format.TensorInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A safetensors file: kind, metadata, tensors; for models also the layers, for packed datasets the pictures. */
public final class FileInspection {
    private static final String KIND = "lightmark.kind";

    private FileInspection() {}

    /**
     * Looks into a file and, for the kinds that carry one, checks its hash.
     *
     * @throws io.lightmark.error.ModelFileException if it is damaged or no safetensors file
     */
    public static Inspection of(Path file) {
        Map<String, @Nullable Object> figures = new LinkedHashMap<>();
        StringBuilder text = new StringBuilder();
        Map<String, String> metadata;
        List<TensorInfo> tensors;
        try (SafeTensors content = SafeTensors.open(file)) {
            metadata = new TreeMap<>(content.metadata());
            tensors = List.copyOf(content.tensors().values());
        }
        String kind = kind(metadata);
        long size = size(file);
        figures.put("file", file.toString());
        figures.put("kind", kind);
        figures.put("fileBytes", size);
        figures.put("metadata", metadata);
        text.append(file)
                .append(": ")
                .append(kind)
                .append(", ")
                .append(Figures.bytes(size))
                .append("\n\n");
        metadata.forEach((key, value) -> text.append(key)
                .append(": ")
                .append(value.replace("\n", "\n    "))
                .append('\n'));
        text.append(metadata.isEmpty() ? "" : "\n");
        if (kind.startsWith("cascade")) {
            addLevels(text, figures, LandmarkCascade.load(file), size);
        } else if (PackedDataset.isPacked(metadata)) {
            addPictures(text, figures, file);
        }
        addTensors(text, figures, tensors, kind.startsWith("cascade"));
        return new Inspection(text.toString(), figures);
    }

    private static String kind(Map<String, String> metadata) {
        if (PackedDataset.isPacked(metadata)) {
            return "packed dataset";
        }
        return metadata.getOrDefault(KIND, "safetensors");
    }

    private static void addLevels(
            StringBuilder text, Map<String, @Nullable Object> figures, LandmarkCascade cascade, long fileBytes) {
        List<Map<String, @Nullable Object>> levels = new ArrayList<>();
        long parameters = 0;
        long multiplyAdds = 0;
        for (CascadeLevel level : cascade.levels()) {
            Inspection network = NetworkInspection.of(level.network());
            text.append("level ")
                    .append(levels.size() + 1)
                    .append(", crop '")
                    .append(level.crop().text())
                    .append("', ");
            text.append(network.text()).append('\n');
            Map<String, @Nullable Object> map = new LinkedHashMap<>(network.figures());
            map.put("crop", level.crop().text());
            levels.add(map);
            parameters += level.network().parameters();
            multiplyAdds += level.network().multiplyAdds();
        }
        text.append("all levels: ")
                .append(Figures.count(parameters))
                .append(" parameters, ")
                .append(Figures.count(multiplyAdds))
                .append(" multiply-adds per picture\n");
        ModelSize size = new ModelSize(fileBytes);
        text.append("the file: ").append(size.text()).append('\n');
        size.put(figures);
        figures.put("points", cascade.points());
        figures.put("parameters", parameters);
        figures.put("multiplyAdds", multiplyAdds);
        figures.put("levels", levels);
    }

    private static void addPictures(StringBuilder text, Map<String, @Nullable Object> figures, Path file) {
        try (PackedDataset set = PackedDataset.open(file)) {
            set.verify();
            Map<String, @Nullable Object> splits = new LinkedHashMap<>();
            for (Split split : Split.values()) {
                splits.put(split.name().toLowerCase(Locale.ROOT), PictureSets.count(set, split));
            }
            int least = IntStream.range(0, set.size())
                    .map(i -> Math.max(set.width(i), set.height(i)))
                    .min()
                    .orElse(0);
            int most = IntStream.range(0, set.size())
                    .map(i -> Math.max(set.width(i), set.height(i)))
                    .max()
                    .orElse(0);
            text.append(Figures.count(set.size()))
                    .append(" pictures of ")
                    .append(set.points())
                    .append(" points, ");
            text.append(splits)
                    .append(", longer side ")
                    .append(least)
                    .append(" to ")
                    .append(most)
                    .append(" pixels\n");
            text.append("all hashes are right\n\n");
            figures.put("pictures", set.size());
            figures.put("points", set.points());
            figures.put("splits", splits);
            figures.put("longerSide", List.of(least, most));
        }
    }

    private static void addTensors(
            StringBuilder text, Map<String, @Nullable Object> figures, List<TensorInfo> tensors, boolean totalOnly) {
        TextTable table = new TextTable("tensor", "type", "shape", "bytes");
        List<Map<String, @Nullable Object>> list = new ArrayList<>();
        long bytes = 0;
        for (TensorInfo tensor : tensors) {
            table.row(tensor.name(), tensor.dtype().name(), tensor.extents().toString(), Figures.count(tensor.bytes()));
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            map.put("name", tensor.name());
            map.put("type", tensor.dtype().name());
            map.put("shape", tensor.extents());
            map.put("bytes", tensor.bytes());
            list.add(map);
            bytes += tensor.bytes();
        }
        if (totalOnly) {
            text.append(tensors.size())
                    .append(" tensors, ")
                    .append(Figures.count(bytes))
                    .append(" bytes\n");
        } else {
            text.append(table.rule().row("total of " + tensors.size(), "", "", Figures.count(bytes)));
        }
        figures.put("tensorBytes", bytes);
        figures.put("tensors", list);
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
