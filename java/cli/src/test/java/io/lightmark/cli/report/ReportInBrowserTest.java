package io.lightmark.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The report in a real browser, at the width of a phone and of a desktop, light and dark: nothing on the console, nothing
 * fetched, nothing wider than the page. Skipped, and says so, on a machine without Chromium.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ReportInBrowserTest {
    /** Elements that reach beyond the page's right edge, but for those in boxes that scroll by themselves. */
    private static final String TOO_WIDE =
            "Array.from(document.querySelectorAll('body *')).filter(e => !e.closest('.scroll, pre')"
                    + " && e.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)"
                    + ".map(e => e.tagName + '.' + e.getAttribute('class')).join(' ')";

    /** Words of charts that leave their drawing. */
    private static final String CUT_WORDS =
            "Array.from(document.querySelectorAll('svg text')).filter(t => { const w = t.getBoundingClientRect(),"
                    + " s = t.ownerSVGElement.getBoundingClientRect(); return w.left < s.left - 1 || w.right > s.right + 1"
                    + " || w.top < s.top - 1 || w.bottom > s.bottom + 1; }).map(t => t.textContent).join(' | ')";

    @TempDir
    private static Path folder = Path.of("");

    private Optional<Chromium> browser = Optional.empty();

    @BeforeAll
    void start() throws IOException, InterruptedException {
        Optional<Path> executable = Chromium.find();
        if (executable.isEmpty()) {
            System.out.println(
                    "ReportInBrowserTest skipped: no chromium, chromium-browser or google-chrome on the path,"
                            + " and none below ~/.cache/ms-playwright");
        }
        assumeTrue(executable.isPresent(), "no Chromium on this machine");
        browser = Optional.of(Chromium.start(executable.get(), Files.createDirectories(folder.resolve("profile"))));
    }

    @AfterAll
    void end() {
        browser.ifPresent(Chromium::close);
    }

    @ParameterizedTest(name = "{0}, {1} wide, dark: {2}")
    @CsvSource({
        "comparison, 390, false",
        "comparison, 1280, false",
        "comparison, 390, true",
        "comparison, 1280, true",
        "bare, 390, false",
        "broken, 390, false",
        "broken, 1280, true"
    })
    void rendersWithoutComplaintsOrOverflow(String example, int width, boolean dark)
            throws IOException, InterruptedException {
        ReportModel model = switch (example) {
            case "comparison" -> ReportExamples.comparison();
            case "bare" -> ReportExamples.bare();
            default -> ReportExamples.broken();
        };
        Path page = folder.resolve(example + ".html");
        ExperimentReport.write(page, model);
        Chromium chromium = browser.orElseThrow();
        chromium.load(page, width, 844, dark);
        assertEquals(List.of(), chromium.complaints(), "errors and warnings on the console");
        assertEquals(List.of(), chromium.fetches(), "what the page asked the network for");
        assertEquals("", chromium.evaluate(TOO_WIDE), "elements beyond the right edge");
        assertEquals(width, chromium.evaluate("document.documentElement.scrollWidth"), "width of the page");
        assertEquals(width, chromium.evaluate("innerWidth"), "a phone did not zoom out");
        assertEquals("", chromium.evaluate(CUT_WORDS), "words cut off in charts");
        assertEquals(model.title(), chromium.evaluate("document.querySelector('h1').textContent"), "headline");
        assertEquals(
                model.runs().size(),
                chromium.evaluate("document.querySelector('table').querySelectorAll('tbody tr').length"),
                "rows of the first table");
        int pictures =
                model.runs().stream().mapToInt(run -> run.samples().size()).sum();
        assertEquals(pictures, chromium.evaluate("document.querySelectorAll('svg image').length"), "pictures");
        String paper = String.valueOf(chromium.evaluate("getComputedStyle(document.body).backgroundColor"));
        assertEquals(dark ? "rgb(23, 24, 27)" : "rgb(255, 255, 255)", paper, "light and dark");
    }

    /** What the test above looks for is really found where it is. */
    @Test
    void faultsOfAPageAreNoticed() throws IOException, InterruptedException {
        Path page = folder.resolve("faulty.html");
        Files.writeString(
                page,
                "<!DOCTYPE html><html><head><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                        + "</head><body><div class=\"wide\" style=\"width:900px\">x</div>"
                        + "<svg viewBox=\"0 0 50 20\" style=\"width:50px\"><text x=\"0\" y=\"15\">far too long</text></svg>"
                        + "<img src=\"http://127.0.0.1:9/none.png\"><script>undefinedFunction()</script></body></html>");
        Chromium chromium = browser.orElseThrow();
        chromium.load(page, 390, 844, false);
        List<String> complaints = chromium.complaints();
        assertTrue(complaints.stream().anyMatch(text -> text.contains("undefinedFunction")), complaints::toString);
        assertEquals(List.of("http://127.0.0.1:9/none.png"), chromium.fetches(), "fetches");
        assertEquals("DIV.wide", chromium.evaluate(TOO_WIDE), "too wide");
        assertFalse(String.valueOf(chromium.evaluate(CUT_WORDS)).isEmpty(), "cut words");
    }
}
