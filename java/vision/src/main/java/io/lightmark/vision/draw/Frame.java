package io.lightmark.vision.draw;

/**
 * A rectangle to draw, such as a crop, by its edges in pixels: the whole picture is −½, −½, width − ½, height − ½.
 *
 * @param left smallest x
 * @param top smallest y
 * @param right greatest x
 * @param bottom greatest y
 */
public record Frame(double left, double top, double right, double bottom) {}
