package io.lightmark.cli.option;

import io.lightmark.cascade.TestTimeAveraging;
import picocli.CommandLine.Option;

/** {@code --tta}: several looks at each window, averaged. */
public final class AveragingOption {
    @Option(
            names = "--tta",
            paramLabel = "LOOKS",
            defaultValue = "none",
            converter = LooksConverter.class,
            description = "Average several looks at each window: none, flip (2 looks), shift (9), flip+shift (18); each"
                    + " look costs as much as a prediction.")
    private TestTimeAveraging averaging = TestTimeAveraging.NONE;

    /** The looks asked for. */
    public TestTimeAveraging averaging() {
        return averaging;
    }
}
