package io.lightmark.cli.jitter;

import io.lightmark.cli.output.Figures;
import io.lightmark.cli.output.TextTable;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Jitter and lag of a model, means over faces.
 *
 * @param still of faces at rest
 * @param moving of faces in motion
 * @param lagFrames frames that smoothed landmarks are behind predicted ones, on faces in motion
 * @param begun tracks begun, over all sequences
 * @param sequences number of sequences: the fewest tracks there can be
 */
public record JitterFigures(Shares still, Shares moving, double lagFrames, long begun, int sequences) {
    /**
     * Shares of the distance between the eyes.
     *
     * @param rawJitter of landmarks as predicted, see {@link io.lightmark.track.Motion#jitter}
     * @param smoothedJitter of smoothed ones
     * @param rawError mean distance of predicted landmarks from the true ones
     * @param smoothedError of smoothed ones
     */
    public record Shares(double rawJitter, double smoothedJitter, double rawError, double smoothedError) {
        Map<String, @Nullable Object> toMap() {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            map.put("rawJitterByInterOcular", rawJitter);
            map.put("smoothedJitterByInterOcular", smoothedJitter);
            map.put("rawErrorByInterOcular", rawError);
            map.put("smoothedErrorByInterOcular", smoothedError);
            return map;
        }
    }

    /** The figures as text for a terminal. */
    public String text() {
        TextTable table = new TextTable("/ inter-ocular", "jitter", "smoothed", "error", "smoothed");
        row(table, "still", still);
        row(table, "moving", moving);
        return table
                + String.format(
                        Locale.ROOT,
                        "lag of smoothing: %.2f frames; %d sequences, tracks begun: %d%n",
                        lagFrames,
                        sequences,
                        begun);
    }

    /** Under stable names, for JSON. */
    public Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("still", still.toMap());
        map.put("moving", moving.toMap());
        map.put("lagFrames", lagFrames);
        map.put("sequences", sequences);
        map.put("begun", begun);
        return map;
    }

    private static void row(TextTable table, String name, Shares shares) {
        table.row(
                name,
                Figures.percent(shares.rawJitter()),
                Figures.percent(shares.smoothedJitter()),
                Figures.percent(shares.rawError()),
                Figures.percent(shares.smoothedError()));
    }
}
