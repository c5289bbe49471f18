package io.lightmark.cli.option;

import io.lightmark.vision.annotation.FaceCrop;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code --face-crop}. */
final class FaceCropWords implements ITypeConverter<FaceCrop> {
    @Override
    public FaceCrop convert(String words) {
        try {
            return FaceCrop.of(words);
        } catch (IllegalArgumentException wrong) {
            throw new TypeConversionException(String.valueOf(wrong.getMessage()));
        }
    }
}
