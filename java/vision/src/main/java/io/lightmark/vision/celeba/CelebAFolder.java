package io.lightmark.vision.celeba;

import io.lightmark.data.Split;
import io.lightmark.vision.annotation.Annotations;
import io.lightmark.vision.annotation.Box;
import io.lightmark.vision.annotation.Photo;
import io.lightmark.vision.report.Reason;
import io.lightmark.vision.report.Rejected;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads the annotations of a folder in CelebA's layout: {@code img_celeba/} (or {@code img_align_celeba/}), {@code
 * list_landmarks_celeba_float.txt} or {@code list_landmarks_celeba.txt}, and, if there, {@code list_bbox_celeba.txt} and
 * {@code list_eval_partition.txt}.
 *
 * <p>A line that cannot be understood, or a name that leads out of the picture folder, is a {@link
 * io.lightmark.error.DataException} with file, line and column. A repeated name, and a name the partition list does not
 * know, are listed instead of used. Without a partition list every picture belongs to the training split. Nothing is
 * ever written into the folder.
 */
public final class CelebAFolder {
    private CelebAFolder() {}

    /** Reads the lists of a folder, with as many landmarks as the first row has. */
    public static Annotations open(Path root) {
        return open(root, Optional.empty(), OptionalInt.empty());
    }

    /**
     * Reads the lists of a folder.
     *
     * @param pictures the folder of pictures, relative to {@code root}, where it is not one of the usual two
     * @param points the number of landmarks that every row must have, such as 5 for CelebA
     */
    public static Annotations open(Path root, Optional<Path> pictures, OptionalInt points) {
        CelebALayout layout = CelebALayout.find(root, pictures);
        LandmarkList landmarks = LandmarkList.read(layout.landmarks(), points);
        List<Photo> used = new ArrayList<>(landmarks.rows().size());
        List<Rejected> rejected = new ArrayList<>();
        Map<String, LandmarkList.Row> seen = new HashMap<>();
        Optional<Map<String, Split>> splits = layout.partition().map(PartitionList::read);
        Map<String, Box> boxes = layout.boxes().map(BoxList::read).orElse(Map.of());
        for (LandmarkList.Row row : landmarks.rows()) {
            LandmarkList.Row earlier = seen.putIfAbsent(row.name(), row);
            Optional<Split> split = splits.map(map -> map.get(row.name()));
            if (earlier != null) {
                rejected.add(new Rejected(row.name(), Reason.DUPLICATE_NAME, repeated(earlier, row)));
            } else if (splits.isPresent() && split.isEmpty()) {
                rejected.add(new Rejected(row.name(), Reason.NO_SPLIT, "line " + row.line()));
            } else {
                Optional<Box> box = Optional.ofNullable(boxes.get(row.name()));
                used.add(Photo.of(row.name(), row.landmarks(), split.orElse(Split.TRAIN), box));
            }
        }
        return new Annotations(root.toString(), layout.pictures(), landmarks.points(), used, rejected);
    }

    private static String repeated(LandmarkList.Row earlier, LandmarkList.Row row) {
        boolean same = Arrays.equals(earlier.landmarks(), row.landmarks());
        return "line " + row.line() + " repeats line " + earlier.line() + " with " + (same ? "the same" : "other")
                + " landmarks; the first one counts";
    }
}
