package io.lightmark.vision.aflw;

import io.lightmark.error.DataException;
import io.lightmark.vision.annotation.AnnotationFormat;
import io.lightmark.vision.annotation.Annotations;
import io.lightmark.vision.annotation.PointFileFolder;
import io.lightmark.vision.annotation.PointFiles;
import io.lightmark.vision.matlab.MatFile;
import io.lightmark.vision.matlab.Matrix;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * AFLW2000-3D and 300W-LP: {@code image00002.mat} beside {@code image00002.jpg}. Landmarks are {@code pt3d_68} (rows x, y
 * and z of 68 points), or, without it, {@code pt2d} (rows x and y). Of AFLW's 21 points in {@code pt2d} hidden ones are
 * negative: such faces are listed, as are files without either variable (300W-LP's folder has some); of 68 points negative
 * ones lie outside the picture. Pixels count from 1, so 1 is subtracted. From {@code Pose_Para} (radians: pitch, yaw, roll) comes one of the attributes
 * {@code yaw-0-30}, {@code yaw-30-60}, {@code yaw-60-90}, the parts that errors on AFLW2000-3D are given for.
 */
public final class Aflw2000Format implements AnnotationFormat {
    private static final String SUFFIX = ".mat";
    private static final String SOLID = "pt3d_68";
    private static final String FLAT = "pt2d";
    private static final String POSE = "Pose_Para";
    private static final int POINTS_THAT_MAY_HIDE = 21;
    private static final double FARTHEST = 1_000_000;

    @Override
    public String name() {
        return "aflw2000";
    }

    @Override
    public String layout() {
        return "a folder of pictures with .mat files (AFLW2000-3D, 300W-LP)";
    }

    @Override
    public boolean recognises(Path source) {
        return new PointFileFolder(source, SUFFIX).hasFiles();
    }

    @Override
    public Annotations open(Path source) {
        return PointFiles.read(
                source, SUFFIX, file -> content(file.toString(), MatFile.read(file, Set.of(SOLID, FLAT, POSE))));
    }

    /** What the variables of a file say. */
    static PointFiles.Content content(String file, Map<String, Matrix> variables) {
        @Nullable Matrix solid = variables.get(SOLID);
        @Nullable Matrix flat = variables.get(FLAT);
        @Nullable Matrix points = solid != null ? solid : flat;
        if (points == null) {
            return PointFiles.Content.without("neither " + SOLID + " nor " + FLAT + " in it");
        }
        int rows = solid != null ? 3 : 2;
        if (points.rows() != rows || points.columns() < 1 || (solid != null && points.columns() != 68)) {
            throw bad(
                    file,
                    solid != null ? "3 x 68 numbers in " + SOLID : "2 rows in " + FLAT,
                    points.rows() + " x " + points.columns());
        }
        float[] landmarks = landmarks(file, points);
        if (solid == null && points.columns() == POINTS_THAT_MAY_HIDE && hasNegative(points)) {
            return PointFiles.Content.without("hidden points, at negative coordinates");
        }
        return new PointFiles.Content(landmarks, attributes(file, variables.get(POSE)));
    }

    private static boolean hasNegative(Matrix points) {
        return Arrays.stream(points.values()).anyMatch(value -> value < 0);
    }

    private static float[] landmarks(String file, Matrix points) {
        float[] landmarks = new float[2 * points.columns()];
        for (int i = 0; i < landmarks.length; i++) {
            double value = points.at(i % 2, i / 2);
            if (!(Math.abs(value) <= FARTHEST)) {
                throw bad(
                        file, "coordinates between -1,000,000 and 1,000,000", "point " + (i / 2 + 1) + " at " + value);
            }
            landmarks[i] = (float) (value - 1);
        }
        return landmarks;
    }

    private static Set<String> attributes(String file, @Nullable Matrix pose) {
        if (pose == null) {
            return Set.of();
        }
        if (pose.values().length < 3) {
            throw bad(file, "at least 3 numbers in " + POSE, pose.values().length + " numbers");
        }
        double yaw = Math.abs(Math.toDegrees(pose.values()[1]));
        if (!(yaw <= 90)) {
            return Set.of();
        }
        return Set.of(yaw <= 30 ? "yaw-0-30" : yaw <= 60 ? "yaw-30-60" : "yaw-60-90");
    }

    private static DataException bad(String file, String expected, String received) {
        return new DataException(file, 0, 0, expected, received, "leave the file out, or correct it.");
    }
}
