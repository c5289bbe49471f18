package io.lightmark.vision.annotation;

import io.lightmark.vision.report.Flagged;
import io.lightmark.vision.report.Reason;
import io.lightmark.vision.report.Rejected;
import io.lightmark.vision.report.Remark;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether landmarks can belong to their picture. Datasets of cut-out faces do have landmarks a little outside, and they
 * are true; one that is further outside than half the face (half the longer side of the box around all landmarks) is an
 * error of the list.
 *
 * @param rejected why the picture cannot be used, if so
 * @param flagged what is odd about it
 */
record LandmarkCheck(Optional<Rejected> rejected, List<Flagged> flagged) {
    static LandmarkCheck of(Photo photo, int width, int height) {
        float[] marks = photo.landmarks();
        double side = longerSide(marks);
        List<Flagged> flagged = new ArrayList<>();
        if (marks.length > 2 && side == 0) {
            return rejected(photo, Reason.COINCIDENT_POINTS, "all at " + point(marks, 0));
        }
        int worst = 0;
        double farthest = 0;
        for (int i = 0; i < marks.length; i++) {
            double last = (i % 2 == 0 ? width : height) - 0.5;
            double outside = Math.max(-0.5 - marks[i], marks[i] - last);
            if (outside > farthest) {
                farthest = outside;
                worst = i / 2;
            }
        }
        if (farthest > 0) {
            String where = "point " + (worst + 1) + " at " + point(marks, worst) + " in " + width + "x" + height;
            if (farthest > side / 2) {
                return rejected(photo, Reason.LANDMARK_FAR_OUTSIDE, where);
            }
            flagged.add(new Flagged(photo.name(), Remark.LANDMARK_OUTSIDE, where));
        }
        if (marks.length == 10) {
            coincident(photo, 0, 1, Remark.COINCIDENT_EYES, flagged);
            coincident(photo, 0, 2, Remark.ZERO_SIZE_CROP, flagged);
        }
        return new LandmarkCheck(Optional.empty(), flagged);
    }

    private static LandmarkCheck rejected(Photo photo, Reason reason, String detail) {
        return new LandmarkCheck(Optional.of(new Rejected(photo.name(), reason, detail)), List.of());
    }

    private static void coincident(Photo photo, int a, int b, Remark remark, List<Flagged> flagged) {
        float[] marks = photo.landmarks();
        if (marks[2 * a] == marks[2 * b] && marks[2 * a + 1] == marks[2 * b + 1]) {
            flagged.add(new Flagged(photo.name(), remark, "both at " + point(marks, a)));
        }
    }

    private static double longerSide(float[] marks) {
        double side = 0;
        for (int axis = 0; axis < 2; axis++) {
            double low = marks[axis];
            double high = marks[axis];
            for (int i = axis; i < marks.length; i += 2) {
                low = Math.min(low, marks[i]);
                high = Math.max(high, marks[i]);
            }
            side = Math.max(side, high - low);
        }
        return side;
    }

    private static String point(float[] marks, int index) {
        return "(" + marks[2 * index] + ", " + marks[2 * index + 1] + ")";
    }
}
