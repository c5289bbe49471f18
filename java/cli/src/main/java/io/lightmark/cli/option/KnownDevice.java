package io.lightmark.cli.option;

import io.lightmark.device.Devices;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code --device}: a name that {@link Devices} knows. */
final class KnownDevice implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
        if (!Devices.isName(text)) {
            throw new TypeConversionException(
                    "Expected one of " + Devices.names() + " or cuda:N, received '" + text + "'. Fix: use auto.");
        }
        return text;
    }
}
