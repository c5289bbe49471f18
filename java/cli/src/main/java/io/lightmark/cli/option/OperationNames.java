package io.lightmark.cli.option;

import io.lightmark.check.KernelCheck;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of an operation in any case. */
public final class OperationNames implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
        return KernelCheck.operations().stream()
                .filter(text::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("Expected one of "
                        + String.join(", ", KernelCheck.operations()) + ", received '" + text
                        + "'. Fix: use one of these."));
    }
}
