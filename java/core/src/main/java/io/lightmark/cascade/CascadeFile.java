package io.lightmark.cascade;

import io.lightmark.error.ModelFileException;
import io.lightmark.format.SealedTensors;
import io.lightmark.models.NetworkCatalogue;
import io.lightmark.nn.Network;
import io.lightmark.nn.Weights;
import io.lightmark.op.CropResize;
import io.lightmark.picture.Normalization;
import io.lightmark.picture.Preprocessing;
import io.lightmark.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A cascade as one safetensors file. Metadata: {@code points}, {@code levels}, and per level {@code level1.network},
 * {@code .crop}, {@code .gain}, {@code .bias}, {@code .samples}, {@code .border}; {@code provenance.*}. Tensors: the
 * network's weights under {@code level1.} and so on.
 */
final class CascadeFile {
    private static final String KIND = "cascade 1";
    private static final String PROVENANCE = "provenance.";
    private static final Pattern WHOLE = Pattern.compile("\\d{1,6}");
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,17}(\\.\\d{1,17})?([eE]-?\\d{1,2})?");
    private static final int MOST_LEVELS = 16;

    private final Path file;
    private final Map<String, String> metadata;
    private final Map<String, Tensor> tensors;
    private final NetworkCatalogue networks;

    private CascadeFile(Path file, SealedTensors content, NetworkCatalogue networks) {
        this.file = file;
        this.metadata = content.metadata();
        this.tensors = content.tensors();
        this.networks = networks;
    }

    static void save(LandmarkCascade cascade, Path file) {
        Map<String, String> metadata = new TreeMap<>();
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        metadata.put("points", Integer.toString(cascade.points()));
        metadata.put("levels", Integer.toString(cascade.levels().size()));
        cascade.provenance().forEach((key, value) -> metadata.put(PROVENANCE + key, value));
        for (int l = 0; l < cascade.levels().size(); l++) {
            CascadeLevel level = cascade.levels().get(l);
            Preprocessing preprocessing = level.preprocessing();
            String prefix = prefix(l);
            metadata.put(prefix + "network", level.network().name());
            metadata.put(prefix + "crop", level.crop().text());
            metadata.put(
                    prefix + "gain",
                    Float.toString(preprocessing.normalization().gain()));
            metadata.put(
                    prefix + "bias",
                    Float.toString(preprocessing.normalization().bias()));
            metadata.put(prefix + "samples", Integer.toString(preprocessing.samples()));
            metadata.put(prefix + "border", preprocessing.border().name());
            level.weights().asMap().forEach((name, tensor) -> tensors.put(prefix + name, tensor));
        }
        new SealedTensors(metadata, tensors).save(file, KIND);
    }

    static LandmarkCascade load(Path file, NetworkCatalogue networks) {
        return new CascadeFile(file, SealedTensors.load(file, KIND), networks).read();
    }

    private LandmarkCascade read() {
        int points = whole("points");
        int count = whole("levels");
        if (count < 1 || count > MOST_LEVELS) {
            throw broken("1 to " + MOST_LEVELS + " levels", count);
        }
        try {
            List<CascadeLevel> levels = new ArrayList<>();
            for (int l = 0; l < count; l++) {
                levels.add(level(prefix(l), points));
            }
            Map<String, String> provenance = new TreeMap<>();
            metadata.forEach((key, value) -> {
                if (key.startsWith(PROVENANCE)) {
                    provenance.put(key.substring(PROVENANCE.length()), value);
                }
            });
            return new LandmarkCascade(points, levels, provenance);
        } catch (IllegalArgumentException e) {
            throw broken("a cascade of this library's networks", String.valueOf(e.getMessage()));
        }
    }

    private CascadeLevel level(String prefix, int points) {
        Network network = networks.network(text(prefix + "network"), points);
        Map<String, Tensor> own = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                own.put(name.substring(prefix.length()), tensor);
            }
        });
        Normalization normalization = new Normalization(decimal(prefix + "gain"), decimal(prefix + "bias"));
        CropResize.Border border = CropResize.Border.valueOf(text(prefix + "border"));
        int samples = whole(prefix + "samples");
        if (samples < 1 || samples > 8) {
            throw broken("1 to 8 samples in " + prefix + "samples", samples);
        }
        return new CascadeLevel(
                network,
                Weights.of(network, own),
                new Preprocessing(normalization, samples, border),
                CropPolicies.parse(text(prefix + "crop")));
    }

    private String text(String key) {
        String value = metadata.get(key);
        if (value == null) {
            throw broken("metadata '" + key + "'", "none");
        }
        return value;
    }

    private int whole(String key) {
        String value = text(key);
        if (!WHOLE.matcher(value).matches()) {
            throw broken("a whole number in '" + key + "'", "'" + value + "'");
        }
        return Integer.parseInt(value);
    }

    private float decimal(String key) {
        String value = text(key);
        if (!DECIMAL.matcher(value).matches()) {
            throw broken("a decimal number in '" + key + "'", "'" + value + "'");
        }
        return Float.parseFloat(value);
    }

    private ModelFileException broken(String expected, Object received) {
        return new ModelFileException(
                file.toString(),
                expected,
                String.valueOf(received),
                "use a model that this version of the library wrote.");
    }

    private static String prefix(int level) {
        return "level" + (level + 1) + ".";
    }
}
