package io.lightmark.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers look the same in every locale; German would write 2,437 and 237.818. */
final class FiguresTest {
    private final Locale before = Locale.getDefault();

    @BeforeEach
    void german() {
        Locale.setDefault(Locale.GERMAN);
    }

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    @ParameterizedTest(name = "{0} of {1} is {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "percent  | 0.024374 | 2.437 %",
                "percent  | NaN      | –",
                "percent  | 0        | 0.000 %",
                "count    | 237818   | 237,818",
                "count    | 7        | 7",
                "bytes    | 0        | 0 B",
                "bytes    | 1023     | 1023 B",
                "bytes    | 1024     | 1.0 KiB",
                "bytes    | 978374   | 955.4 KiB",
                "bytes    | 9e18     | 8185452.3 TiB",
                "micros   | 9.25     | 9.3 µs",
                "micros   | 431.2    | 431 µs",
                "micros   | 2154     | 2.15 ms",
                "duration | 41.6     | 42 s",
                "duration | 59.6     | 1:00 min",
                "duration | 187      | 3:07 min",
                "duration | 3723     | 1:02:03 h",
                "duration | -5       | 0 s",
                "loss     | 0.012345 | 0.01235"
            })
    void figures(String kind, double value, String expected) {
        String actual = switch (kind) {
            case "percent" -> Figures.percent(value);
            case "count" -> Figures.count((long) value);
            case "bytes" -> Figures.bytes((long) value);
            case "micros" -> Figures.micros(value);
            case "duration" -> Figures.duration(value);
            default -> Figures.loss(value);
        };
        assertEquals(expected, actual, kind + " of " + value);
    }

    @Test
    void tableAlignsAllColumns() {
        String text = new TextTable("name", "µs")
                .row("a", "1")
                .row("long name", "100")
                .rule()
                .row("total", "101")
                .toString();
        assertEquals("""
                name        µs
                --------------
                a            1
                long name  100
                --------------
                total      101
                """, text);
    }
}
