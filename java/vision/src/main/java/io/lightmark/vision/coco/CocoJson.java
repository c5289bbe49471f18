package io.lightmark.vision.coco;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.lightmark.error.DataException;
import io.lightmark.vision.text.Token;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code images} and {@code annotations} of a COCO file, token by token, so that every value keeps its line and
 * column; everything else is passed over.
 */
final class CocoJson {
    private static final long MAX_BYTES = 1L << 30;
    private static final int MOST_NUMBERS = 30_000;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /**
     * What a file says.
     *
     * @param images the names of files by the image's id
     */
    record Content(Map<String, Token> images, List<JsonFace> faces) {}

    private final String file;
    private final JsonParser json;
    private final Map<String, Token> images = new LinkedHashMap<>();
    private final List<JsonFace> faces = new ArrayList<>();

    private CocoJson(String file, JsonParser json) {
        this.file = file;
        this.json = json;
    }

    static Content read(Path path) {
        try {
            if (!Files.isRegularFile(path) || Files.size(path) > MAX_BYTES) {
                String received = Files.isRegularFile(path) ? Files.size(path) + " bytes" : "no file";
                throw new DataException(
                        path.toString(), 0, 0, "a JSON file of at most 1 GiB", received, "check the path.");
            }
            try (InputStream bytes = Files.newInputStream(path)) {
                return parse(path.toString(), bytes);
            }
        } catch (IOException failed) {
            throw new DataException(
                    path.toString(), 0, 0, "a readable file", failed, "check the path and its permissions.");
        }
    }

    /** The same from bytes. */
    static Content parse(String file, InputStream bytes) throws IOException {
        try (JsonParser parser = FACTORY.createParser(bytes)) {
            return content(file, parser);
        }
    }

    private static Content content(String file, JsonParser parser) throws IOException {
        try {
            return new CocoJson(file, parser).content();
        } catch (StreamConstraintsException limit) {
            throw bad(
                    file,
                    parser.currentLocation(),
                    "JSON within the reader's limits of depth and length",
                    limit,
                    "remove what is that deep or that long.");
        } catch (JsonProcessingException malformed) {
            JsonLocation place = malformed.getLocation();
            throw bad(
                    file,
                    place == null ? parser.currentLocation() : place,
                    "well-formed JSON",
                    malformed,
                    "copy the file again, or correct it.");
        }
    }

    private static DataException bad(
            String file, JsonLocation place, String expected, JsonProcessingException failed, String fix) {
        int line = Math.max(0, place.getLineNr());
        int column = Math.max(0, place.getColumnNr());
        return new DataException(file, line, column, expected, failed.getOriginalMessage(), fix);
    }

    private Content content() throws IOException {
        require(json.nextToken(), JsonToken.START_OBJECT, "an object with images and annotations");
        boolean hasImages = false;
        boolean hasFaces = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            if (field.equals("images")) {
                objects("images", this::image);
                hasImages = true;
            } else if (field.equals("annotations")) {
                objects("annotations", this::face);
                hasFaces = true;
            } else {
                json.skipChildren();
            }
        }
        if (json.nextToken() != null) {
            throw here().bad("the end of the file", "remove what is too much.");
        }
        if (!hasImages || !hasFaces) {
            throw new DataException(
                    file, 0, 0, "the lists images and annotations", "one of them at most", "name a COCO file.");
        }
        return new Content(images, faces);
    }

    /** What is done with an object whose first token is the current one. */
    private interface ObjectReader {
        void read() throws IOException;
    }

    private void objects(String what, ObjectReader reader) throws IOException {
        require(json.currentToken(), JsonToken.START_ARRAY, "a list of " + what);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            require(json.currentToken(), JsonToken.START_OBJECT, "an object in " + what);
            reader.read();
        }
    }

    private void image() throws IOException {
        Token begin = here();
        @Nullable Token id = null;
        @Nullable Token name = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "id" -> id = scalar("an id");
                case "file_name" -> name = scalar("a file's name");
                default -> json.skipChildren();
            }
        }
        if (id == null || name == null) {
            throw begin.bad("an image with id and file_name", "add what is missing.");
        }
        if (images.putIfAbsent(id.text(), name) != null) {
            throw id.bad("every image's id once", "give the images different ids.");
        }
    }

    private void face() throws IOException {
        Token begin = here();
        @Nullable Token image = null;
        boolean crowd = false;
        List<Token> keypoints = List.of();
        Optional<List<Token>> box = Optional.empty();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "image_id" -> image = scalar("an image's id");
                case "iscrowd" -> crowd = !scalar("0 or 1").text().matches("0|false");
                case "keypoints" -> keypoints = numbers("keypoints");
                case "bbox" -> box = Optional.of(numbers("bbox"));
                default -> json.skipChildren();
            }
        }
        if (image == null) {
            throw begin.bad("an annotation with image_id", "add it.");
        }
        faces.add(new JsonFace(image, crowd, keypoints, box.filter(numbers -> !numbers.isEmpty())));
    }

    private List<Token> numbers(String what) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return List.of();
        }
        require(json.currentToken(), JsonToken.START_ARRAY, "a list of numbers for " + what);
        List<Token> numbers = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (!json.currentToken().isNumeric() || numbers.size() == MOST_NUMBERS) {
                throw here().bad("nothing but numbers in " + what + ", at most " + MOST_NUMBERS, "correct the file.");
            }
            numbers.add(here());
        }
        return numbers;
    }

    private Token scalar(String what) throws IOException {
        if (!json.currentToken().isScalarValue() || json.currentToken() == JsonToken.VALUE_NULL) {
            throw here().bad(what, "correct the file.");
        }
        return here();
    }

    private void require(@Nullable JsonToken found, JsonToken wanted, String expected) throws IOException {
        if (found == null) {
            throw new DataException(file, 0, 0, expected, "the end of the file", "copy the file again.");
        }
        if (found != wanted) {
            throw here().bad(expected, "write the file as COCO does.");
        }
    }

    private Token here() throws IOException {
        JsonLocation place = json.currentTokenLocation();
        return new Token(file, place.getLineNr(), place.getColumnNr(), String.valueOf(json.getText()));
    }
}
