package io.lightmark.cli.option;

import io.lightmark.vision.AnnotationFormats;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code --format}: a name that {@link AnnotationFormats} knows. */
final class KnownFormat implements ITypeConverter<String>, Iterable<String> {
    @Override
    public String convert(String text) {
        if (AnnotationFormats.of(text).isEmpty()) {
            throw new TypeConversionException("Expected one of " + String.join(", ", AnnotationFormats.names())
                    + ", received '" + text + "'. Fix: use one of these, or leave it out.");
        }
        return text;
    }

    @Override
    public Iterator<String> iterator() {
        return AnnotationFormats.names().iterator();
    }
}
