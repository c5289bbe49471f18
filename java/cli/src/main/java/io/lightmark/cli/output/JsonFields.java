package io.lightmark.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.jr.ob.JSON;
import io.lightmark.error.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An object of a JSON file that is read back; what is missing or of another kind is a {@link DataException}. */
public final class JsonFields {
    private static final String FIX = "use a file that this version of the program wrote, or delete it.";

    private final Path file;
    private final String place;
    private final Map<String, @Nullable Object> fields;

    private JsonFields(Path file, String place, Map<String, @Nullable Object> fields) {
        this.file = file;
        this.place = place;
        this.fields = fields;
    }

    /**
     * Reads a file whose content is one object.
     *
     * @throws DataException if it is no JSON, with line and column
     */
    public static JsonFields read(Path file) {
        try {
            Map<String, @Nullable Object> fields =
                    new LinkedHashMap<>(JSON.std.mapFrom(Files.readString(file, StandardCharsets.UTF_8)));
            return new JsonFields(file, "", fields);
        } catch (JsonProcessingException e) {
            throw new DataException(
                    file.toString(),
                    e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                    e.getLocation() == null ? 0 : e.getLocation().getColumnNr(),
                    "a JSON object",
                    e.getOriginalMessage(),
                    FIX);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Expected a JSON file, received " + file + " (" + e + "). Fix: check the path.", e);
        }
    }

    public String text(String key) {
        return value(key, String.class, "a text");
    }

    public long whole(String key) {
        Number number = value(key, Number.class, "a whole number");
        if (number instanceof Integer || number instanceof Long) {
            return number.longValue();
        }
        throw wrong(key, "a whole number", number);
    }

    public double number(String key) {
        return value(key, Number.class, "a number").doubleValue();
    }

    /** A number that may be null. */
    public OptionalDouble optional(String key) {
        return fields.get(key) == null ? OptionalDouble.empty() : OptionalDouble.of(number(key));
    }

    /** An object within. */
    public JsonFields object(String key) {
        return within(key, value(key, Map.class, "an object"));
    }

    /** The numbers of an array, which may be null. */
    public List<@Nullable Double> numbers(String key) {
        List<@Nullable Double> numbers = new ArrayList<>();
        for (Object each : value(key, List.class, "an array")) {
            if (each != null && !(each instanceof Number)) {
                throw wrong(key, "an array of numbers", each);
            }
            numbers.add(each == null ? null : ((Number) each).doubleValue());
        }
        return numbers;
    }

    /** The objects of an array. */
    public <T> List<T> objects(String key, Function<JsonFields, T> read) {
        List<T> objects = new ArrayList<>();
        for (Object each : value(key, List.class, "an array")) {
            if (!(each instanceof Map)) {
                throw wrong(key, "an array of objects", each);
            }
            objects.add(read.apply(within(key + "[" + objects.size() + "]", (Map<?, ?>) each)));
        }
        return objects;
    }

    @SuppressWarnings("unchecked")
    private JsonFields within(String key, Map<?, ?> inner) {
        return new JsonFields(file, place + key + ".", (Map<String, @Nullable Object>) inner);
    }

    private <T> T value(String key, Class<T> kind, String expected) {
        Object value = fields.get(key);
        if (!kind.isInstance(value)) {
            throw wrong(key, expected, value);
        }
        return kind.cast(value);
    }

    private DataException wrong(String key, String expected, @Nullable Object received) {
        return new DataException(
                file.toString(), 0, 0, expected + " in '" + place + key + "'", String.valueOf(received), FIX);
    }
}
