package io.lightmark.cli.evaluation;

import io.lightmark.cascade.CascadeEvaluation;
import io.lightmark.cascade.CascadeEvaluation.LevelFigures;
import io.lightmark.cli.output.Figures;
import io.lightmark.cli.output.TextTable;
import io.lightmark.metric.ErrorFigures;
import java.util.ArrayList;
import java.util.List;

/** The figures of an evaluation as text for a terminal. */
public final class EvaluationTable {
    private EvaluationTable() {}

    /** Mean and median of every level by each of the three lengths, then each point, then what needs a remark. */
    public static String of(CascadeEvaluation evaluation) {
        StringBuilder text = new StringBuilder();
        text.append("Errors of ").append(evaluation.read()).append(" pictures, mean and median over pictures:\n\n");
        text.append(levels(evaluation)).append('\n').append(points(evaluation));
        remarks(evaluation).forEach(remark -> text.append(remark).append('\n'));
        return text.toString();
    }

    /** What a level is called in tables and legends. */
    public static String levelName(int index, int levels) {
        return levels > 1 && index == levels - 1 ? "cascade" : "level " + (index + 1);
    }

    private static TextTable levels(CascadeEvaluation evaluation) {
        TextTable table = new TextTable(
                "", "/ picture diagonal", "median", "/ crop diagonal", "median", "/ inter-ocular", "median");
        int count = evaluation.levels().size();
        for (int l = 0; l < count; l++) {
            LevelFigures level = evaluation.levels().get(l);
            table.row(
                    levelName(l, count),
                    Figures.percent(level.byDiagonal().mean()),
                    Figures.percent(level.byDiagonal().median()),
                    Figures.percent(level.byOwnDiagonal().mean()),
                    Figures.percent(level.byOwnDiagonal().median()),
                    Figures.percent(level.byInterOcular().mean()),
                    Figures.percent(level.byInterOcular().median()));
        }
        return table;
    }

    private static TextTable points(CascadeEvaluation evaluation) {
        List<String> heading = new ArrayList<>(List.of("/ picture diagonal"));
        int count = evaluation.levels().size();
        for (int l = 0; l < count; l++) {
            heading.add(levelName(l, count));
            heading.add("median");
        }
        TextTable table = new TextTable(heading.toArray(String[]::new));
        ErrorFigures last = evaluation.cascade().byDiagonal();
        List<String> names = PointNames.of(last.points());
        for (int p = 0; p < names.size(); p++) {
            List<String> row = new ArrayList<>(List.of(names.get(p)));
            for (LevelFigures level : evaluation.levels()) {
                row.add(Figures.percent(level.byDiagonal().meanPerPoint().get(p)));
                row.add(Figures.percent(level.byDiagonal().medianPerPoint().get(p)));
            }
            table.row(row.toArray(String[]::new));
        }
        return table;
    }

    private static List<String> remarks(CascadeEvaluation evaluation) {
        List<String> remarks = new ArrayList<>();
        LevelFigures last = evaluation.cascade();
        if (last.byInterOcular().skipped() > 0) {
            remarks.add(last.byInterOcular().skipped()
                    + " pictures have no distance between the eyes and are left out of" + " '/ inter-ocular'.");
        }
        if (last.byDiagonal().notFinite() > 0) {
            remarks.add(
                    last.byDiagonal().notFinite() + " predictions were no numbers and count as one whole length off.");
        }
        if (last.replaced() > 0) {
            remarks.add(last.replaced() + " pictures gave no crop; the last level looked at the whole picture.");
        }
        if (last.clamped() > 0) {
            remarks.add(last.clamped() + " crops were moved or limited to meet the picture.");
        }
        return remarks;
    }
}
