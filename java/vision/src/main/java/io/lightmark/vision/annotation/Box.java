package io.lightmark.vision.annotation;

/**
 * A face box of {@code list_bbox_celeba.txt}, in pixels.
 *
 * @param x left edge
 * @param y upper edge
 * @param width 0 where the list is defective
 * @param height 0 where the list is defective
 */
public record Box(float x, float y, float width, float height) {
    /** Whether the box has an area. */
    public boolean hasArea() {
        return width > 0 && height > 0;
    }
}
