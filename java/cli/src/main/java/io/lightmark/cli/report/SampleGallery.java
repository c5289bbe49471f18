package io.lightmark.cli.report;

import io.lightmark.cli.report.SamplePicture.Rank;
import io.lightmark.vision.image.PictureWriter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** Pictures with true and predicted landmarks: the pixels as JPEG within the page, the landmarks as lines and dots. */
final class SampleGallery {
    private static final int QUALITY = 82;

    private SampleGallery() {}

    /** The gallery of one run; empty without pictures. */
    static String of(RunResult run, String normaliser) {
        StringBuilder html = new StringBuilder();
        for (Rank rank : Rank.values()) {
            List<SamplePicture> some = run.samples().stream()
                    .filter(sample -> sample.rank() == rank)
                    .toList();
            if (!some.isEmpty()) {
                html.append("<h4>")
                        .append(HtmlText.escape(run.name() + ": " + rank.words()))
                        .append("</h4>\n<div class=\"gallery\">\n");
                some.forEach(sample -> html.append(figure(sample, normaliser)));
                html.append("</div>\n");
            }
        }
        return html.toString();
    }

    private static String figure(SamplePicture sample, String normaliser) {
        int width = sample.picture().width();
        int height = sample.picture().height();
        String jpeg = Base64.getEncoder().encodeToString(PictureWriter.jpeg(sample.picture(), QUALITY));
        String drawing = new Svg(width, height, "landmarks of " + sample.name())
                .image("data:image/jpeg;base64," + jpeg, width, height)
                .path("miss", lines(sample.truth(), sample.predicted()))
                .path("point-rim", dots(sample.truth()))
                .path("point-rim", dots(sample.predicted()))
                .path("point truth", dots(sample.truth()))
                .path("point predicted", dots(sample.predicted()))
                .end();
        String caption =
                String.format(Locale.ROOT, "%s: %.2f %% / %s", sample.name(), 100 * sample.error(), normaliser);
        return "<figure>" + drawing + "<figcaption>" + HtmlText.escape(caption) + "</figcaption></figure>\n";
    }

    /** Lines of no length, which round ends make dots of. */
    private static String dots(float[] points) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < points.length; i += 2) {
            if (isFinite(points, i)) {
                path.append('M')
                        .append(place(points[i]))
                        .append(' ')
                        .append(place(points[i + 1]))
                        .append("h0");
            }
        }
        return path.toString();
    }

    private static String lines(float[] from, float[] to) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < from.length; i += 2) {
            if (isFinite(from, i) && isFinite(to, i)) {
                path.append('M').append(place(from[i])).append(' ').append(place(from[i + 1]));
                path.append('L').append(place(to[i])).append(' ').append(place(to[i + 1]));
            }
        }
        return path.toString();
    }

    private static boolean isFinite(float[] points, int at) {
        return Float.isFinite(points[at]) && Float.isFinite(points[at + 1]);
    }

    /** SVG begins a picture at the edge of its first pixel, landmarks count from its centre; far points are limited. */
    private static String place(float pixel) {
        return Svg.number(Math.max(-1e4, Math.min(1e4, pixel + 0.5)));
    }
}
