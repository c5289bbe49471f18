package io.lightmark.vision.synthetic;

import io.lightmark.data.AnnotatedPicture;
import io.lightmark.error.DataException;
import io.lightmark.vision.image.Picture;
import io.lightmark.vision.image.PictureWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Writes generated faces in CelebA's layout. */
final class SyntheticFolder {
    private static final int QUALITY = 95;
    private static final String COLUMNS =
            "lefteye_x lefteye_y righteye_x righteye_y nose_x nose_y leftmouth_x leftmouth_y rightmouth_x rightmouth_y\n";

    private SyntheticFolder() {}

    static void write(SyntheticFaces faces, Path folder, int count) {
        Path pictures = folder.resolve("img_celeba");
        List<Row> rows = IntStream.range(0, count)
                .parallel()
                .mapToObj(index -> {
                    AnnotatedPicture face = faces.face(index);
                    Picture picture = new Picture(face.width(), face.height(), face.bgr());
                    PictureWriter.writeJpeg(pictures.resolve(face.name()), picture, QUALITY);
                    return new Row(face.name(), face.split().code(), face.landmarks());
                })
                .toList();
        list(folder, "list_landmarks_celeba_float.txt", count + "\n" + COLUMNS, rows, row -> row.marks(" %7.2f"));
        list(folder, "list_landmarks_celeba.txt", count + "\n" + COLUMNS, rows, row -> row.marks(" %4.0f"));
        list(folder, "list_bbox_celeba.txt", count + "\nimage_id x_1 y_1 width height\n", rows, Row::box);
        list(folder, "list_eval_partition.txt", "", rows, row -> " " + row.split());
    }

    private static void list(
            Path folder, String name, String head, List<Row> rows, java.util.function.Function<Row, String> columns) {
        StringBuilder text = new StringBuilder(head);
        rows.forEach(row -> text.append(row.name()).append(columns.apply(row)).append('\n'));
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new DataException(
                    folder.resolve(name).toString(),
                    0,
                    0,
                    "to write the list",
                    failed,
                    "check the folder and the free space.");
        }
    }

    /** What the lists say about one face. */
    private record Row(String name, int split, float[] landmarks) {
        String marks(String format) {
            StringBuilder text = new StringBuilder();
            for (float value : landmarks) {
                text.append(String.format(Locale.ROOT, format, value));
            }
            return text.toString();
        }

        /** The box around the landmarks, half as large again on every side. */
        String box() {
            float left = Math.min(Math.min(landmarks[0], landmarks[6]), landmarks[4]);
            float right = Math.max(Math.max(landmarks[2], landmarks[8]), landmarks[4]);
            float top = Math.min(landmarks[1], landmarks[3]);
            float bottom = Math.max(landmarks[7], landmarks[9]);
            float growX = (right - left) / 2;
            float growY = (bottom - top) / 2;
            return String.format(
                    Locale.ROOT,
                    " %4d %4d %4d %4d",
                    Math.round(left - growX),
                    Math.round(top - growY),
                    Math.round(right - left + 2 * growX),
                    Math.round(bottom - top + 2 * growY));
        }
    }
}
