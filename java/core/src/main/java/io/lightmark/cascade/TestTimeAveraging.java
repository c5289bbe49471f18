package io.lightmark.cascade;

import io.lightmark.landmark.LandmarkLayout;
import io.lightmark.picture.Frame;
import java.util.ArrayList;
import java.util.List;

/**
 * Several looks at each window of a cascade and the mean of what the network says to them: it costs as many times as
 * there are looks. Each look is a changed frame, so its answer goes back through the same map.
 *
 * @param flip whether every look is also taken in the mirror
 * @param shift distance of the nine windows of a grid, as a share of the window's side; 0 for the window alone
 */
public record TestTimeAveraging(boolean flip, double shift) {
    /** One look. */
    public static final TestTimeAveraging NONE = new TestTimeAveraging(false, 0);

    /** A shift that is about one pixel at an input of 100 pixels. */
    public static final double USUAL_SHIFT = 0.01;

    private static final double MOST_SHIFT = 0.25;

    public TestTimeAveraging {
        if (!(shift >= 0 && shift <= MOST_SHIFT)) {
            throw new IllegalArgumentException("Expected a shift from 0 to " + MOST_SHIFT
                    + " of the window's side, received " + shift + ". Fix: use " + USUAL_SHIFT + ".");
        }
    }

    /** Whether there is a single look, the window itself. */
    public boolean isNone() {
        return equals(NONE);
    }

    /** A text such as {@code none}, {@code flip}, {@code flip+shift 0.01}. */
    public String text() {
        String shifts = shift > 0 ? "shift " + shift : "";
        return isNone() ? "none" : (flip ? "flip" : "") + (flip && shift > 0 ? "+" : "") + shifts;
    }

    /**
     * The looks, the window itself first.
     *
     * @throws IllegalArgumentException if views of the cascade round to whole pixels, so that their frames cannot be
     *     changed, or a flip is asked for and the mirror images of its landmarks are not known
     */
    List<Look> looks(LandmarkCascade cascade) {
        for (CascadeLevel level : cascade.levels()) {
            if (!isNone() && (level.crop() instanceof CompatWhole || level.crop() instanceof CompatCrop)) {
                throw new IllegalArgumentException("Expected windows that can be moved, received the published crop '"
                        + level.crop().text() + "', which rounds to whole pixels. Fix: predict without averaging.");
            }
        }
        List<Integer> mirrored = flip ? mirrored(cascade.points()) : List.of();
        List<Look> looks = new ArrayList<>();
        for (double dv : steps()) {
            for (double du : steps()) {
                looks.add(new Look(List.of(), du, dv));
                if (flip) {
                    looks.add(new Look(mirrored, du, dv));
                }
            }
        }
        return looks;
    }

    /** In network coordinates, where a window's side is 2. */
    private double[] steps() {
        return shift > 0 ? new double[] {0, -2 * shift, 2 * shift} : new double[] {0};
    }

    private static List<Integer> mirrored(int points) {
        return LandmarkLayout.of(points)
                .map(LandmarkLayout::mirrored)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Expected landmarks whose mirror images are known (5, 51, 68, 70 or 98), received " + points
                                + ". Fix: average without flip."));
    }

    /**
     * One look at a window.
     *
     * @param mirrored for each landmark the index of its mirror image; empty for a look that is no mirror image
     * @param du moves the window to the right, in its own network coordinates
     * @param dv moves it down
     */
    record Look(List<Integer> mirrored, double du, double dv) {
        /** What this look sees of a window. */
        Frame frame(Frame window) {
            return window.after(new Frame(mirrored.isEmpty() ? 1 : -1, 0, du, 0, 1, dv));
        }

        /** Adds an answer to this look to sums in the window's own coordinates. */
        void add(float[] outputs, double[] sums) {
            for (int point = 0; point < outputs.length / 2; point++) {
                int source = mirrored.isEmpty() ? point : mirrored.get(point);
                double u = outputs[2 * source];
                sums[2 * point] += (mirrored.isEmpty() ? u : -u) + du;
                sums[2 * point + 1] += outputs[2 * source + 1] + dv;
            }
        }
    }
}
