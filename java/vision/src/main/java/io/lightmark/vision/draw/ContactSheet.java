package io.lightmark.vision.draw;

import io.lightmark.vision.image.Mats;
import io.lightmark.vision.image.OpenCv;
import io.lightmark.vision.image.Picture;
import io.lightmark.vision.image.PictureWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * Pictures with their landmarks in a grid, readable at a glance: a legend of the colours on top, below every picture a
 * caption.
 *
 * @param columns cells in a row, at least 1
 * @param cellSide width and height of a cell's picture in pixels, at least 64; 240 reads well
 */
public record ContactSheet(int columns, int cellSide) {
    /** Five pictures of 240 pixels in a row. */
    public static final ContactSheet DEFAULT = new ContactSheet(5, 240);

    private static final int GAP = 12;
    private static final int CAPTION = 24;
    private static final int LEGEND = 40;
    private static final double CAPTION_SCALE = 0.45;
    private static final double LEGEND_SCALE = 0.6;
    private static final int MOST_PIXELS = 1 << 27;

    public ContactSheet {
        if (columns < 1 || cellSide < 64) {
            throw new IllegalArgumentException("Expected at least one column of at least 64 pixels, received " + columns
                    + " of " + cellSide + ". Fix: use 5 of 240.");
        }
    }

    /** Draws the sheet. */
    public Picture render(List<Cell> cells) {
        if (cells.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one picture, received none. Fix: choose some.");
        }
        OpenCv.load();
        int across = Math.min(columns, cells.size());
        int down = (cells.size() + across - 1) / across;
        int width = GAP + across * (cellSide + GAP);
        long height = LEGEND + (long) down * (cellSide + CAPTION + GAP);
        if (width * height > MOST_PIXELS) {
            throw new IllegalArgumentException("Expected a sheet of at most 2^27 pixels, received " + width + "x"
                    + height + ". Fix: choose fewer pictures or smaller cells.");
        }
        try (PointerScope scope = new PointerScope()) {
            Mat sheet = new Mat((int) height, width, opencv_core.CV_8UC3, new Scalar(250, 250, 250, 0));
            Strokes strokes = new Strokes(sheet);
            legend(strokes, cells, width);
            for (int i = 0; i < cells.size(); i++) {
                int x = GAP + i % across * (cellSide + GAP);
                int y = LEGEND + i / across * (cellSide + CAPTION + GAP);
                try (PointerScope cell = new PointerScope()) {
                    draw(sheet, strokes, cells.get(i), x, y);
                }
            }
            return Mats.toPicture(sheet);
        }
    }

    /** Draws the sheet into a PNG file. */
    public void write(Path file, List<Cell> cells) {
        PictureWriter.writePng(file, render(cells));
    }

    private void draw(Mat sheet, Strokes strokes, Cell cell, int x, int y) {
        Picture picture = cell.picture();
        double scale = (double) cellSide / Math.max(picture.width(), picture.height());
        int width = Math.max(1, (int) Math.round(picture.width() * scale));
        int height = Math.max(1, (int) Math.round(picture.height() * scale));
        Mat region = LandmarkPainter.region(sheet, x + (cellSide - width) / 2, y + cellSide - height, width, height);
        LandmarkPainter.paint(region, picture, cell.marks(), cell.crop());
        strokes.text(cell.caption(), x, y + cellSide + 16, CAPTION_SCALE, cellSide);
    }

    private static void legend(Strokes strokes, List<Cell> cells, int width) {
        Set<Ink> used = EnumSet.noneOf(Ink.class);
        cells.forEach(cell -> cell.marks().forEach(marks -> used.add(marks.ink())));
        int x = GAP + 6;
        for (Ink ink : used) {
            strokes.dot(x, LEGEND / 2.0, 6, ink);
            x += 14;
            x += strokes.text(ink.word(), x, LEGEND / 2 + 6, LEGEND_SCALE, width) + 30;
        }
        if (cells.stream().anyMatch(cell -> cell.crop().isPresent())) {
            strokes.rectangle(new Frame(x - 6, 12, x + 10, 28), new Scalar(60, 180, 230, 0));
            strokes.text("crop of level 2", x + 18, LEGEND / 2 + 6, LEGEND_SCALE, width);
        }
    }
}
