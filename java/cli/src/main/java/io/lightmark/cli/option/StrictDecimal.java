package io.lightmark.cli.option;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads decimal numbers as people write them: no NaN, Infinity, hexadecimal form, type suffix or overflow. */
public final class StrictDecimal implements ITypeConverter<Double> {
    private static final Pattern FORM = Pattern.compile("[+-]?\\d{1,18}(\\.\\d{1,18})?([eE][+-]?\\d{1,3})?");

    @Override
    public Double convert(String text) {
        double value = FORM.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
        if (!Double.isFinite(value)) {
            throw new TypeConversionException(
                    "Expected a decimal number, received '" + text + "'. Fix: write it like 0.05 or 30.");
        }
        return value;
    }
}
