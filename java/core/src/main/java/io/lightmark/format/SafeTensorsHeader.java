package io.lightmark.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.lightmark.error.ModelFileException;
import io.lightmark.tensor.DType;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The JSON header of a safetensors file: tensors in file order and string metadata. Reading refuses whatever the format
 * forbids, so that two readers can never see different contents in one file.
 */
record SafeTensorsHeader(Map<String, String> metadata, List<TensorInfo> tensors) {
    /** The format's own limit. */
    static final int MAX_BYTES = 100_000_000;

    private static final String METADATA = "__metadata__";
    private static final JsonFactory JSON = new JsonFactory();

    /** Reads a header and checks it against the size of the data section behind it. */
    static SafeTensorsHeader parse(String file, byte[] bytes, long dataBytes) {
        return new Reading(file).read(bytes, dataBytes);
    }

    /** The header as bytes, padded with blanks so that the data section starts at a multiple of 8. */
    byte[] format() {
        byte[] bytes = encode(json());
        int padded = Math.addExact(bytes.length, (8 - bytes.length % 8) % 8);
        if (padded > MAX_BYTES) {
            throw new IllegalArgumentException("Expected a header of at most " + MAX_BYTES + " bytes, received "
                    + padded + ". Fix: store fewer tensors or less metadata in one file.");
        }
        byte[] result = Arrays.copyOf(bytes, padded);
        Arrays.fill(result, bytes.length, padded, (byte) ' ');
        return result;
    }

    private String json() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            if (!metadata.isEmpty()) {
                json.writeObjectFieldStart(METADATA);
                for (Map.Entry<String, String> entry : metadata.entrySet()) {
                    json.writeStringField(entry.getKey(), entry.getValue());
                }
                json.writeEndObject();
            }
            for (TensorInfo tensor : tensors) {
                json.writeObjectFieldStart(tensor.name());
                json.writeStringField("dtype", tensor.dtype().name());
                writeLongs(json, "shape", tensor.extents());
                writeLongs(json, "data_offsets", List.of(tensor.begin(), tensor.end()));
                json.writeEndObject();
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static byte[] encode(String json) {
        try {
            ByteBuffer buffer = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(json));
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    "Expected names and metadata of valid Unicode, received text with an unpaired surrogate."
                            + " Fix: remove it.",
                    e);
        }
    }

    /** Gives declared tensors their places, one behind the other; refuses names that cannot stand in a header. */
    static SafeTensorsHeader of(Map<String, String> metadata, List<TensorInfo> declared) {
        Map<String, TensorInfo> placed = new LinkedHashMap<>();
        long offset = 0;
        for (TensorInfo info : declared) {
            TensorInfo at = info.at(offset);
            if (info.name().equals(METADATA) || placed.put(info.name(), at) != null) {
                throw new IllegalArgumentException("Expected unique tensor names other than " + METADATA
                        + ", received '" + info.name() + "'. Fix: rename the tensor.");
            }
            offset = at.end();
        }
        return new SafeTensorsHeader(new LinkedHashMap<>(metadata), List.copyOf(placed.values()));
    }

    private static void writeLongs(JsonGenerator json, String name, List<Long> numbers) throws IOException {
        json.writeArrayFieldStart(name);
        for (long number : numbers) {
            json.writeNumber(number);
        }
        json.writeEndArray();
    }

    private static final class Reading {
        private static final String FIX = "the file is broken or no safetensors file; write it again.";
        private final String file;
        private final Map<String, String> metadata = new LinkedHashMap<>();
        private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();

        Reading(String file) {
            this.file = file;
        }

        SafeTensorsHeader read(byte[] bytes, long dataBytes) {
            if (bytes.length == 0 || bytes[0] != '{') {
                throw broken("a header that starts with '{'", bytes.length == 0 ? "nothing" : "byte " + bytes[0]);
            }
            try (JsonParser json = JSON.createParser(decode(bytes))) {
                readRoot(json);
            } catch (JsonProcessingException e) {
                throw broken("a header of valid JSON", e.getOriginalMessage());
            } catch (IOException e) {
                throw broken("a readable header", e);
            }
            return new SafeTensorsHeader(metadata, inOrder(dataBytes));
        }

        private String decode(byte[] bytes) {
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
            } catch (CharacterCodingException e) {
                throw broken("a header in UTF-8", e.getMessage());
            }
        }

        private void readRoot(JsonParser json) throws IOException {
            json.nextToken();
            boolean hasMetadata = false;
            for (String name = field(json, "a tensor"); name != null; name = field(json, "a tensor")) {
                JsonToken token = json.nextToken();
                if (token != JsonToken.START_OBJECT) {
                    throw broken("an object for '" + name + "'", token);
                }
                if (name.equals(METADATA)) {
                    if (hasMetadata) {
                        throw broken("unique names", "'" + name + "' twice");
                    }
                    hasMetadata = true;
                    readMetadata(json);
                } else {
                    TensorInfo info = readTensor(name, json);
                    if (tensors.put(name, info) != null) {
                        throw broken("unique names", "'" + name + "' twice");
                    }
                }
            }
            JsonToken rest = json.nextToken();
            if (rest != null) {
                throw broken("nothing but blanks behind the header's object", rest);
            }
        }

        /** The next field's name, or null at the end of the object. */
        private @Nullable String field(JsonParser json, String what) throws IOException {
            JsonToken token = json.nextToken();
            if (token == JsonToken.END_OBJECT) {
                return null;
            }
            if (token != JsonToken.FIELD_NAME) {
                throw broken("the name of " + what, token == null ? "the end" : token);
            }
            return json.currentName();
        }

        private void readMetadata(JsonParser json) throws IOException {
            for (String key = field(json, "an entry"); key != null; key = field(json, "an entry")) {
                if (json.nextToken() != JsonToken.VALUE_STRING) {
                    throw broken("a string for metadata '" + key + "'", json.currentToken());
                }
                if (metadata.put(key, json.getText()) != null) {
                    throw broken("unique metadata keys", "'" + key + "' twice");
                }
            }
        }

        private TensorInfo readTensor(String name, JsonParser json) throws IOException {
            @Nullable DType dtype = null;
            @Nullable List<Long> shape = null;
            @Nullable List<Long> offsets = null;
            Set<String> seen = new LinkedHashSet<>();
            for (String key = field(json, "a property"); key != null; key = field(json, "a property")) {
                if (!seen.add(key)) {
                    throw broken("each property once in tensor '" + name + "'", "'" + key + "' twice");
                }
                json.nextToken();
                switch (key) {
                    case "dtype" -> dtype = dtype(name, json);
                    case "shape" -> shape = longs(name, key, json);
                    case "data_offsets" -> offsets = longs(name, key, json);
                    default -> json.skipChildren();
                }
            }
            if (dtype == null || shape == null || offsets == null || offsets.size() != 2) {
                throw broken("dtype, shape and two data_offsets for tensor '" + name + "'", seen);
            }
            return checked(new TensorInfo(name, dtype, shape, offsets.get(0), offsets.get(1)));
        }

        private DType dtype(String name, JsonParser json) throws IOException {
            String text = json.currentToken() == JsonToken.VALUE_STRING ? json.getText() : "";
            return Arrays.stream(DType.values())
                    .filter(type -> type.name().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new ModelFileException(
                            file,
                            "dtype " + Arrays.toString(DType.values()) + " for tensor '" + name + "'",
                            "'" + text + "'",
                            "convert the tensor to one of these types."));
        }

        private List<Long> longs(String name, String key, JsonParser json) throws IOException {
            if (json.currentToken() != JsonToken.START_ARRAY) {
                throw broken("an array for " + key + " of tensor '" + name + "'", json.currentToken());
            }
            List<Long> numbers = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                boolean whole = json.currentToken() == JsonToken.VALUE_NUMBER_INT
                        && !json.getText().startsWith("-");
                if (!whole || json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                    throw broken(
                            "whole numbers from 0 to 2^63 - 1 in " + key + " of tensor '" + name + "'",
                            json.currentToken() == null ? "the end" : json.getText());
                }
                numbers.add(json.getLongValue());
            }
            return numbers;
        }

        private TensorInfo checked(TensorInfo info) {
            long size;
            try {
                size = TensorInfo.byteCount(info.dtype(), info.extents());
            } catch (IllegalArgumentException e) {
                throw broken("a size below 2^63 bytes for tensor '" + info.name() + "'", info.extents());
            }
            if (info.begin() > info.end() || info.bytes() != size) {
                throw broken(
                        size + " bytes for tensor '" + info.name() + "' " + info.dtype() + " " + info.extents(),
                        "offsets " + info.begin() + " to " + info.end());
            }
            return info;
        }

        /** The tensors by offset; together they must cover the data section exactly. */
        private List<TensorInfo> inOrder(long dataBytes) {
            List<TensorInfo> order = tensors.values().stream()
                    .sorted(Comparator.comparingLong(TensorInfo::begin).thenComparingLong(TensorInfo::end))
                    .toList();
            long offset = 0;
            for (TensorInfo info : order) {
                if (info.begin() != offset) {
                    throw broken("tensor '" + info.name() + "' to begin at byte " + offset, info.begin());
                }
                offset = info.end();
            }
            if (offset != dataBytes) {
                throw broken("tensors that fill the data section of " + dataBytes + " bytes", offset + " bytes");
            }
            return order;
        }

        private ModelFileException broken(String expected, @Nullable Object received) {
            return new ModelFileException(file, expected, String.valueOf(received), FIX);
        }
    }
}
