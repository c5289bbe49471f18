package io.lightmark.cli.report;

import io.lightmark.cascade.LandmarkCascade;
import io.lightmark.cli.Version;
import io.lightmark.cli.evaluation.EvaluationTable;
import io.lightmark.cli.evaluation.Measured;
import io.lightmark.cli.output.Figures;
import io.lightmark.cli.report.ReportModel.Fact;
import io.lightmark.data.PictureSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The report of one evaluated model: each level is a run, the last one's pictures are shown. */
public final class EvaluationReport {
    private static final int PER_RANK = 8;

    private EvaluationReport() {}

    /**
     * What the report shows.
     *
     * @param file the model's
     * @param measured the model on all pictures of {@code set}
     * @param subject describes the set
     * @param device what it was measured on
     * @param command the command line that did it
     */
    public static ReportModel of(
            LandmarkCascade cascade,
            Path file,
            Measured measured,
            PictureSet set,
            ReportSubject subject,
            String device,
            String command) {
        List<RunResult> runs = new ArrayList<>();
        int levels = cascade.levels().size();
        long parameters = 0;
        for (int l = 0; l < levels; l++) {
            boolean last = l == levels - 1;
            String network = cascade.levels().get(l).network().name();
            String name = EvaluationTable.levelName(l, levels);
            parameters += cascade.levels().get(l).network().parameters();
            runs.add(new RunResult(
                    name,
                    network,
                    name,
                    parameters,
                    last ? size(file) : 0,
                    OptionalDouble.empty(),
                    List.of(),
                    measured.evaluation().levels().get(l).errors(),
                    last ? samples(measured, set, subject.normaliser()) : List.of()));
        }
        String summary = "Mean error / " + subject.normaliser() + ": "
                + Figures.percent(runs.get(levels - 1).by(subject.normaliser()).mean()) + " over "
                + subject.pictures() + " pictures.";
        List<Fact> provenance = new ArrayList<>();
        provenance.add(new Fact("model", file.toString()));
        provenance.add(new Fact("device", device));
        provenance.add(new Fact("lightmark", Version.text()));
        cascade.provenance().forEach((name, value) -> provenance.add(new Fact("model: " + name, value)));
        String title = "Landmark errors of " + file.getFileName();
        return new ReportModel(title, summary, subject, runs, List.of(), provenance, List.of(command));
    }

    private static List<SamplePicture> samples(Measured measured, PictureSet set, String normaliser) {
        return SamplePictures.choose(
                set,
                measured.predictions(),
                measured.evaluation().cascade().by(normaliser).orElseThrow(),
                PER_RANK);
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Expected the model file that was just read, received " + e + ". Fix: leave it in its place.", e);
        }
    }
}
