package io.lightmark.cli.option;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code --threads}: 0 to 256, 0 meaning one per processor. */
public final class ThreadCount implements ITypeConverter<Integer> {
    private static final int MOST = 256;
    private static final Pattern WHOLE = Pattern.compile("\\d{1,6}");

    @Override
    public Integer convert(String text) {
        int count = WHOLE.matcher(text).matches() ? Integer.parseInt(text) : MOST + 1;
        if (count > MOST) {
            throw new TypeConversionException(
                    "Expected 0 to " + MOST + " threads, received '" + text + "'. Fix: use 0 for one per processor.");
        }
        return count;
    }
}
