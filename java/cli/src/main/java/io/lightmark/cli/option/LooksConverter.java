package io.lightmark.cli.option;

import io.lightmark.cascade.TestTimeAveraging;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the looks of {@code --tta}. */
final class LooksConverter implements ITypeConverter<TestTimeAveraging> {
    @Override
    public TestTimeAveraging convert(String text) {
        return switch (text) {
            case "none" -> TestTimeAveraging.NONE;
            case "flip" -> new TestTimeAveraging(true, 0);
            case "shift" -> new TestTimeAveraging(false, TestTimeAveraging.USUAL_SHIFT);
            case "flip+shift" -> new TestTimeAveraging(true, TestTimeAveraging.USUAL_SHIFT);
            default ->
                throw new TypeConversionException(
                        "Expected none, flip, shift or flip+shift, received '" + text + "'. Fix: use one of these.");
        };
    }
}
