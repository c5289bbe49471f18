package io.lightmark.cli.report;

import io.lightmark.cli.report.Svg.Anchor;

/** A chart with two axes, a grid and axis names; drawings in it are placed by value. */
final class Plot {
    static final double WIDTH = 440;
    static final double HEIGHT = 280;

    private static final double LEFT = 52;
    private static final double RIGHT = 18;
    private static final double TOP = 10;
    private static final double BOTTOM = 46;
    private static final double TICK = 5;
    private static final int TICKS_ACROSS = 6;
    private static final int TICKS_UP = 5;

    private final String title;
    private final Svg svg;
    private final Scale across;
    private final Scale up;

    /**
     * Draws the frame.
     *
     * @param title says what is shown and by what it was normalised
     * @param nameAcross of the horizontal axis, with its unit
     * @param nameUp of the vertical axis, with its unit
     */
    Plot(String title, String nameAcross, Scale across, String nameUp, Scale up) {
        this.title = title;
        this.svg = new Svg(WIDTH, HEIGHT, title);
        this.across = across;
        this.up = up;
        for (double tick : up.ticks(TICKS_UP)) {
            svg.line("grid", LEFT, y(tick), WIDTH - RIGHT, y(tick));
            svg.text("tick", LEFT - 6, y(tick) + 4, Anchor.END, Scale.label(tick));
        }
        for (double tick : across.ticks(TICKS_ACROSS)) {
            svg.line("axis", x(tick), HEIGHT - BOTTOM, x(tick), HEIGHT - BOTTOM + TICK);
            svg.text("tick", x(tick), HEIGHT - BOTTOM + 18, Anchor.MIDDLE, Scale.label(tick));
        }
        svg.line("axis", LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM);
        svg.text("axis-name", (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, Anchor.MIDDLE, nameAcross);
        svg.upwards("axis-name", 12, (TOP + HEIGHT - BOTTOM) / 2, nameUp);
    }

    /** The horizontal place of a value. */
    double x(double value) {
        return LEFT + across.share(value) * (WIDTH - LEFT - RIGHT);
    }

    /** The vertical place of a value. */
    double y(double value) {
        return HEIGHT - BOTTOM - up.share(value) * (HEIGHT - TOP - BOTTOM);
    }

    /** A line through values x₁, y₁, x₂, … */
    void curve(String style, double[] values) {
        double[] places = new double[values.length];
        for (int i = 0; i < values.length; i += 2) {
            places[i] = x(values[i]);
            places[i + 1] = y(values[i + 1]);
        }
        svg.polyline(style, places);
    }

    /** A bar from the horizontal axis up to a value. */
    void bar(String style, double from, double to, double value) {
        double gap = 0.5;
        svg.rectangle(style, x(from) + gap / 2, y(value), Math.max(0.1, x(to) - x(from) - gap), y(up.low()) - y(value));
    }

    /** A vertical line over the whole height, with words at its head, if any. */
    void mark(String style, double value, String words) {
        svg.line(style, x(value), TOP, x(value), HEIGHT - BOTTOM);
        if (words.isEmpty()) {
            return;
        }
        boolean right = across.share(value) > 0.75;
        svg.text("note", x(value) + (right ? -4 : 4), TOP + 10, right ? Anchor.END : Anchor.START, words);
    }

    Chart end() {
        return new Chart(title, svg.end());
    }
}
