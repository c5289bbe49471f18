package io.lightmark.cli.timing;

import io.lightmark.backend.Backend;
import io.lightmark.backend.Plan;
import io.lightmark.cascade.CascadeLevel;
import io.lightmark.cascade.CascadePredictor;
import io.lightmark.cascade.LandmarkCascade;
import io.lightmark.cli.output.Figures;
import io.lightmark.cli.output.TextTable;
import io.lightmark.graph.InferenceLowering;
import io.lightmark.graph.PictureInput;
import io.lightmark.graph.Value;
import io.lightmark.vision.image.Picture;
import io.lightmark.vision.image.PictureReader;
import io.lightmark.vision.image.PictureWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Times a trained cascade on one picture, in the three ways that can be meant by "per image". */
public record InferenceTiming(String device, List<Latency> latencies) {
    /** Key of the forward pass of the first level alone. */
    public static final String FORWARD = "levelForward";

    /** Key of the whole cascade on a decoded picture. */
    public static final String FROM_PICTURE = "cascadeFromPicture";

    /** Key of the whole cascade on a JPEG file. */
    public static final String FROM_JPEG = "cascadeFromJpeg";

    public InferenceTiming {
        latencies = List.copyOf(latencies);
    }

    /** Times one level alone, the cascade on a decoded picture, and the cascade on a JPEG file. */
    public static InferenceTiming measure(LandmarkCascade cascade, Backend backend, Picture picture) {
        List<Latency> latencies = new ArrayList<>();
        latencies.add(forward(cascade.levels().get(0), backend));
        try (CascadePredictor predictor = cascade.predictor(backend)) {
            String levels = cascade.levels().size() == 1
                    ? "one level"
                    : cascade.levels().size() + " levels";
            String size = picture.width() + "x" + picture.height();
            latencies.add(Latency.measure(
                    FROM_PICTURE,
                    "whole cascade: " + levels + ", cropping and resizing, from a decoded " + size + " picture",
                    () -> predictor.predict(picture.bgr(), picture.width(), picture.height())));
            Path file = Files.createTempFile("lightmark-", ".jpg");
            try {
                PictureWriter.writeJpeg(file, picture, 95);
                PictureReader reader = new PictureReader();
                latencies.add(Latency.measure(
                        FROM_JPEG, "the same from a " + size + " JPEG file: reading, checking, decoding", () -> {
                            Picture read = reader.read(file);
                            predictor.predict(read.bgr(), read.width(), read.height());
                        }));
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Expected a temporary file for a photo, received " + e, e);
        }
        return new InferenceTiming(backend.describe(), latencies);
    }

    private static Latency forward(CascadeLevel level, Backend backend) {
        InferenceLowering lowering = InferenceLowering.lower(level.network(), level.weights(), 1, PictureInput.PIXELS);
        try (Plan plan = backend.plan(lowering.program())) {
            lowering.weights()
                    .forEach((name, tensor) -> plan.write(lowering.program().value(name), tensor.data()));
            Value input = lowering.program().value("input");
            Value output = lowering.program().value("prediction");
            float[] pixels = new float[input.shape().length()];
            float[] prediction = new float[output.shape().length()];
            return Latency.measure(FORWARD, "one level, forward only, batch 1: what the 6 ms were", () -> {
                plan.write(input, pixels);
                plan.run();
                plan.read(output, prediction);
            });
        }
    }

    /** The timing of a key. */
    public Latency latency(String key) {
        return latencies.stream()
                .filter(latency -> latency.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    /** The timings as text for a terminal. */
    public String text() {
        TextTable table = new TextTable("time per picture (median)", "", "of 6 ms");
        for (Latency latency : latencies) {
            table.row(
                    latency.includes(),
                    Figures.micros(latency.p50Micros()),
                    String.format(Locale.ROOT, "%.3f", latency.ratioToPublished()));
        }
        return table + "on " + device
                + "; the published 6 ms are one level's forward pass on a GTX 1080, without decoding,"
                + " resizing and cropping, so only the first line compares like with like\n";
    }

    /** Under stable names, for JSON. */
    public Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("device", device);
        map.put("publishedMicros", Latency.PUBLISHED_MICROS);
        latencies.forEach(latency -> map.put(latency.key(), latency.toMap()));
        return map;
    }
}
