package io.lightmark.cli.evaluation;

import io.lightmark.cascade.CascadeEvaluation;
import io.lightmark.cli.output.OutputFolder;
import io.lightmark.cli.plot.CumulativeErrorPlot;
import io.lightmark.cli.plot.ErrorHistogramPlot;
import io.lightmark.cli.plot.ErrorSeries;
import io.lightmark.cli.plot.PlotGuard;
import io.lightmark.data.PictureSet;
import io.lightmark.vision.draw.Cell;
import io.lightmark.vision.draw.ContactSheet;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The pictures of an evaluation: {@code contact-sheet.png}, {@code error-histogram.png}, {@code cumulative-error.png}. */
public final class EvaluationPictures {
    private EvaluationPictures() {}

    /**
     * Writes all of them into a folder; nothing for an evaluation without pictures.
     *
     * @param normaliser name of what the plotted errors are divided by
     */
    public static void write(
            OutputFolder folder, Measured measured, PictureSet set, String normaliser, PrintWriter err) {
        if (measured.samples().isEmpty()) {
            return;
        }
        List<Cell> cells = measured.samples().stream()
                .map(sample -> new Cell(
                        LandmarkDrawing.picture(set, sample.index()),
                        String.format(Locale.ROOT, "%s  %.2f %%", set.name(sample.index()), 100 * sample.error()),
                        LandmarkDrawing.marks(Optional.of(sample.truth()), sample.prediction()),
                        LandmarkDrawing.crop(sample.prediction())))
                .toList();
        ContactSheet.DEFAULT.write(folder.file("contact-sheet.png"), cells);
        List<ErrorSeries> series = series(measured.evaluation(), normaliser);
        int points = series.get(0).figures().points();
        PlotGuard.draw(err, () -> {
            ErrorHistogramPlot.write(folder.file("error-histogram.png"), PointNames.of(points), series);
            CumulativeErrorPlot.write(folder.file("cumulative-error.png"), series);
        });
    }

    private static List<ErrorSeries> series(CascadeEvaluation evaluation, String normaliser) {
        List<ErrorSeries> series = new ArrayList<>();
        int count = evaluation.levels().size();
        for (int l = 0; l < count; l++) {
            series.add(new ErrorSeries(
                    EvaluationTable.levelName(l, count),
                    l + 1,
                    normaliser,
                    evaluation.levels().get(l).by(normaliser).orElseThrow()));
        }
        return series;
    }
}
