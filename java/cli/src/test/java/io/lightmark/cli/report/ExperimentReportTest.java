package io.lightmark.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.cli.report.SamplePicture.Rank;
import io.lightmark.metric.ErrorFigures;
import io.lightmark.metric.NormalisedErrors;
import io.lightmark.metric.Normaliser;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a report says, read from its text. */
final class ExperimentReportTest {
    @Test
    void everyRunAndNormaliserIsThereWithItsFigure() {
        ReportModel model = ReportExamples.comparison();
        String html = ExperimentReport.html(model);
        for (RunResult run : model.runs()) {
            String name = HtmlText.escape(run.name());
            assertTrue(html.contains("<th scope=\"row\">" + name + "</th>"), run.name());
            double mean = run.by(Normaliser.INTER_OCULAR).mean();
            assertTrue(html.contains(String.format(Locale.ROOT, "<td>%.2f<br>", 100 * mean)), run.name() + " " + mean);
        }
        for (Normaliser normaliser : Normaliser.all(68)) {
            assertTrue(html.contains("/ " + normaliser.name() + " [%]"), normaliser.name());
            assertTrue(html.contains(HtmlText.escape(normaliser.definition())), normaliser.name());
        }
        for (String word : List.of("jaw (17 points)", "smile (3 pictures)", "AFLW2000-3D", "lightmark experiment")) {
            assertTrue(html.contains(word), word);
        }
    }

    @Test
    void nothingIsFetchedAndNothingRuns() {
        String html = ExperimentReport.html(ReportExamples.comparison());
        Matcher addresses =
                Pattern.compile("(?:href|src|url)\\s*[=(]\\s*[\"']?([a-z]+:)").matcher(html);
        while (addresses.find()) {
            assertEquals("data:", addresses.group(1), "an address within the page");
        }
        assertFalse(html.contains("<script"), "scripts");
        assertFalse(html.contains("http"), "addresses of the network");
    }

    @Test
    void markupInNamesIsText() {
        String html = ExperimentReport.html(ReportExamples.bare());
        assertFalse(html.contains("<script"), "a script from a name");
        assertFalse(html.contains("<b>"), "markup from a name");
        assertTrue(html.contains("&lt;b&gt;&quot;R&amp;D&quot;&lt;/b&gt; &#39;x&#39;"), "the name as text");
    }

    @Test
    void figuresThatDoNotExistAreDashes() {
        String html = ExperimentReport.html(ReportExamples.broken());
        assertFalse(html.contains("NaN"), "NaN");
        assertFalse(html.contains("Infinity"), "Infinity");
        assertTrue(html.contains("<td>–</td>"), "dashes");
    }

    @Test
    void aReportIsTheSameInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            String html = ExperimentReport.html(ReportExamples.comparison());
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            assertEquals(html, ExperimentReport.html(ReportExamples.comparison()), "in Arabic digits");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void runsOnOtherPicturesAreRefused() {
        ReportModel model = ReportExamples.comparison();
        RunResult run = model.runs().get(0);
        ErrorFigures fewer = run.by(Normaliser.INTER_OCULAR).ofPictures(i -> i < 10);
        RunResult other = new RunResult(
                "other",
                "n",
                "r",
                1,
                1,
                OptionalDouble.empty(),
                List.of(),
                run.errors().stream()
                        .map(each -> new NormalisedErrors(each.name(), each.definition(), fewer))
                        .toList(),
                List.of());
        assertThrows(
                IllegalArgumentException.class,
                () -> new ReportModel("t", "s", model.subject(), List.of(other), List.of(), List.of(), List.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new ReportSubject("d", "s", 3, 68, "box", new float[2], Map.of()),
                "mean face of one point");
        assertEquals(3, Rank.values().length, "ranks");
    }

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({"0, 10, 6, '0 2 4 6 8 10'", "0, 0.75, 5, '0 0.2 0.4 0.6'", "0, 60, 6, '0 10 20 30 40 50 60'"})
    void ticksAreRound(double low, double high, int about, String expected) {
        List<String> ticks =
                Scale.linear(low, high).ticks(about).stream().map(Scale::label).toList();
        assertEquals(expected, String.join(" ", ticks));
    }

    @Test
    void logarithmicTicksAreRoundAndWithinTheRange() {
        Scale scale = Scale.logarithmic(0.002, 3);
        assertEquals(List.of(0.01, 0.1, 1.0), scale.ticks(5), "decades where there are many");
        assertEquals(0.5, new Scale(1, 100, true).share(10), 1e-9, "the middle of two decades");
        assertEquals(0, scale.share(1e-9), "limited");
    }
}
