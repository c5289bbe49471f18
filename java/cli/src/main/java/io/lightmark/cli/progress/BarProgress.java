package io.lightmark.cli.progress;

import java.time.Duration;
import java.util.List;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress as a bar on the terminal of the standard error; short enough to leave room for the detail in 80 columns. */
final class BarProgress implements Progress {
    private static final int REDRAW_MILLIS = 250;
    private static final int MOST_DETAILS = 2;

    private final ProgressBar bar;

    BarProgress(String task, long start, long total) {
        bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .startsFrom(start, Duration.ZERO)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(REDRAW_MILLIS)
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .build();
    }

    @Override
    public void report(long done, String... details) {
        bar.setExtraMessage(String.join(", ", List.of(details).subList(0, Math.min(MOST_DETAILS, details.length))));
        bar.stepTo(done);
    }

    @Override
    public void close() {
        bar.close();
    }
}
