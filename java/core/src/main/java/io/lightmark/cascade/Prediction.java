package io.lightmark.cascade;

import io.lightmark.picture.View;
import java.util.List;

/**
 * The landmarks of one picture, with what each level saw and said.
 *
 * @param levels one entry per level, the last one being the answer
 */
public record Prediction(List<Level> levels) {
    public Prediction {
        levels = List.copyOf(levels);
    }

    /**
     * What one level did.
     *
     * @param view where it looked; its quality tells a window that had to be moved or replaced
     * @param points landmarks x₁, y₁, x₂, … in pixels of the picture
     */
    public record Level(View view, float[] points) {
        /** Whether all points are numbers. */
        public boolean isFinite() {
            for (float coordinate : points) {
                if (!Float.isFinite(coordinate)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** The landmarks x₁, y₁, x₂, … in pixels, a whole number being the centre of a pixel. */
    public float[] points() {
        return levels.get(levels.size() - 1).points();
    }

    /** Whether every level had the window it asked for and gave numbers. */
    public boolean isSound() {
        return levels.stream().allMatch(level -> level.view().quality() == View.Quality.GOOD && level.isFinite());
    }
}
