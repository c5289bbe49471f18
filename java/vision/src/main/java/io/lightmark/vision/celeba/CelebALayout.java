package io.lightmark.vision.celeba;

import io.lightmark.error.DataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the parts of a dataset lie. Lists are looked for in the folder itself, then in {@code Anno} and {@code Eval};
 * pictures in {@code img_celeba}, then {@code img_align_celeba}, there and in {@code Img}.
 *
 * @param pictures the folder of pictures
 * @param landmarks the list of landmarks, decimals preferred to whole numbers
 * @param partition the list of splits
 * @param boxes the list of face boxes
 */
record CelebALayout(Path pictures, Path landmarks, Optional<Path> partition, Optional<Path> boxes) {
    private static final String WHOLE_PHOTOS = "img_celeba";
    private static final String ALIGNED = "img_align_celeba";
    private static final List<String> LANDMARKS =
            List.of("list_landmarks_celeba_float.txt", "list_landmarks_celeba.txt");
    private static final List<String> ALIGNED_LANDMARKS = List.of(
            "list_landmarks_align_celeba_float.txt",
            "list_landmarks_align_celeba.txt",
            "list_landmarks_celeba_float.txt",
            "list_landmarks_celeba.txt");

    /** Whether a folder has pictures or landmarks under CelebA's names. */
    static boolean isLikely(Path root) {
        return first(root, List.of(WHOLE_PHOTOS, ALIGNED), List.of("", "Img")).isPresent()
                || first(root, ALIGNED_LANDMARKS, List.of("", "Anno")).isPresent();
    }

    /** Finds the parts. A given picture folder is taken relative to the dataset's folder. */
    static CelebALayout find(Path root, Optional<Path> givenPictures) {
        if (!Files.isDirectory(root)) {
            throw new DataException(
                    root.toString(),
                    0,
                    0,
                    "a folder",
                    Files.exists(root) ? "a file" : "nothing there",
                    "name a folder in CelebA's layout.");
        }
        Path pictures = givenPictures
                .map(root::resolve)
                .or(() -> first(root, List.of(WHOLE_PHOTOS, ALIGNED), List.of("", "Img")))
                .filter(Files::isDirectory)
                .orElseThrow(() -> missing(
                        root,
                        "a picture folder "
                                + givenPictures.map(Path::toString).orElse(WHOLE_PHOTOS + " or " + ALIGNED)));
        boolean aligned = String.valueOf(pictures.getFileName()).equals(ALIGNED);
        List<String> names = aligned ? ALIGNED_LANDMARKS : LANDMARKS;
        Path landmarks = first(root, names, List.of("", "Anno"))
                .orElseThrow(() -> missing(root, "a list " + String.join(" or ", names)));
        return new CelebALayout(
                pictures,
                landmarks,
                first(root, List.of("list_eval_partition.txt"), List.of("", "Eval", "Anno")),
                aligned ? Optional.empty() : first(root, List.of("list_bbox_celeba.txt"), List.of("", "Anno")));
    }

    private static Optional<Path> first(Path root, List<String> names, List<String> folders) {
        List<Path> candidates = new ArrayList<>();
        names.forEach(name ->
                folders.forEach(folder -> candidates.add(root.resolve(folder).resolve(name))));
        return candidates.stream().filter(Files::exists).findFirst();
    }

    private static DataException missing(Path root, String what) {
        return new DataException(
                root.toString(),
                0,
                0,
                what,
                "none in it",
                "name a folder in CelebA's layout, or a packed dataset file.");
    }
}
