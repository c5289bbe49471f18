package io.lightmark.cli.prediction;

import io.lightmark.cascade.Prediction;
import io.lightmark.picture.Frame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A photo with its landmarks.
 *
 * @param file as given
 * @param width of the photo in pixels
 * @param height of the photo in pixels
 * @param prediction what each level said
 */
public record PredictedPhoto(String file, int width, int height, Prediction prediction) {
    /** The heading of {@link #csv} lines. */
    public static String csvHeading(int points) {
        StringBuilder text = new StringBuilder("file,width,height,sound");
        for (int p = 1; p <= points; p++) {
            text.append(",x").append(p).append(",y").append(p);
        }
        return text.toString();
    }

    /** One line of CSV, coordinates in pixels with two decimals. */
    public String csv() {
        StringBuilder text = new StringBuilder(quoted(file))
                .append(',')
                .append(width)
                .append(',')
                .append(height)
                .append(',')
                .append(prediction.isSound());
        for (float coordinate : prediction.points()) {
            text.append(',').append(Float.isFinite(coordinate) ? String.format(Locale.ROOT, "%.2f", coordinate) : "");
        }
        return text.toString();
    }

    /** Under stable names, for JSON; a coordinate that is no number is null. */
    public Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("file", file);
        map.put("width", width);
        map.put("height", height);
        map.put("sound", prediction.isSound());
        map.put("points", pairs(prediction.points()));
        map.put(
                "levels",
                prediction.levels().stream().map(PredictedPhoto::level).toList());
        return map;
    }

    private static Map<String, @Nullable Object> level(Prediction.Level level) {
        Frame frame = level.view().pixels();
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("window", List.of(frame.x(-1, 0), frame.y(0, -1), frame.x(1, 0), frame.y(0, 1)));
        map.put("windowQuality", level.view().quality().name().toLowerCase(Locale.ROOT));
        map.put("points", pairs(level.points()));
        return map;
    }

    private static List<List<@Nullable Double>> pairs(float[] points) {
        List<List<@Nullable Double>> pairs = new ArrayList<>();
        for (int i = 0; i < points.length; i += 2) {
            List<@Nullable Double> pair = new ArrayList<>();
            pair.add(number(points[i]));
            pair.add(number(points[i + 1]));
            pairs.add(pair);
        }
        return pairs;
    }

    private static @Nullable Double number(float value) {
        return Float.isFinite(value) ? Double.valueOf(value) : null;
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
