package io.lightmark.vision.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.data.PictureSets;
import io.lightmark.data.Split;
import io.lightmark.landmark.LandmarkLayout;
import io.lightmark.vision.AnnotationFormats;
import io.lightmark.vision.Datasets;
import io.lightmark.vision.OpenOptions;
import io.lightmark.vision.OpenedDataset;
import io.lightmark.vision.annotation.Annotations;
import io.lightmark.vision.annotation.Photo;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every reader against original files; first landmarks as a person reads them in the file, minus 1 where it counts so. */
final class RealFormatsTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "300w_pts/lfpw,                                  pts,            68, 8,  0,  8",
        "300w_pts/menpo,                                 pts,            68, 3,  0,  2",
        "300w_pts_headerless/afw,                        pts,            68, 6,  0,  6",
        "300w_pts_headerless/helen,                      pts,            68, 2,  0,  2",
        "300vw_pts_crlf,                                 pts,            68, 4,  0,  4",
        "wflw,                                           wflw,           98, 4,  0,  4",
        "wflw/verbatim_first_line_no_image.txt,          wflw,           98, 1,  0,  0",
        "aflw2000,                                       aflw2000,       68, 16, 0,  16",
        "facesynthetics,                                 facesynthetics, 70, 24, 0,  24",
        "cuhk_lfw_net/testImageList.txt,                 cuhk,           5,  3466, 0, 0",
        "dlib_xml/testing_with_face_landmarks.xml,       dlib,           68, 25, 0,  25",
        "dlib_xml/training_with_face_landmarks.xml,      dlib,           68, 18, 0,  18",
        "mmpose_coco_json/300w/test_300w.json,           coco,           68, 2,  0,  2",
        "mmpose_coco_json/300wlp/test_300wlp.json,       coco,           68, 2,  0,  2",
        "mmpose_coco_json/cofw/test_cofw.json,           coco,           29, 2,  0,  2",
        "mmpose_coco_json/lapa/test_lapa.json,           coco,          106, 2,  0,  2",
        "mmpose_coco_json/wflw/test_wflw.json,           coco,           98, 4,  0,  4"
    })
    void originalFilesAreRead(String name, String format, int points, int photos, int listed, int used) {
        Path source = SharedData.require("formats/" + name);
        boolean known = !name.contains("verbatim");
        if (known) {
            assertEquals(format, AnnotationFormats.detect(source).orElseThrow().name(), name);
        }
        Annotations annotations = AnnotationFormats.open(source, Optional.of(format), OptionalInt.empty());
        assertEquals(points, annotations.points(), name);
        assertEquals(photos, annotations.photos().size(), name);
        assertEquals(listed, annotations.listed().size(), annotations.listed().toString());
        if (used == 0) {
            return;
        }
        OpenOptions options = OpenOptions.DEFAULT.withMaxSide(200);
        try (OpenedDataset opened = Datasets.open(source, options)) {
            assertEquals(used, opened.report().used(), opened.report().toText());
            requireFaces(opened);
        }
    }

    /** Landmarks of one kind lie alike in every face, up to size, place and pose: eyes beside each other, lips below. */
    private static void requireFaces(OpenedDataset opened) {
        LandmarkLayout.of(opened.pictures().points()).ifPresent(layout -> {
            for (int i = 0; i < opened.pictures().size(); i++) {
                float[] face = opened.pictures().landmarks(i);
                double eyes = mean(face, layout, "eyes");
                double nose = mean(face, layout, "nose");
                double lips = mean(face, layout, "lips");
                assertTrue(
                        eyes < nose && nose < lips, opened.pictures().name(i) + ": " + eyes + " " + nose + " " + lips);
            }
        });
    }

    private static double mean(float[] face, LandmarkLayout layout, String region) {
        return layout.regions().get(region).stream()
                .mapToDouble(point -> face[2 * point + 1])
                .average()
                .orElseThrow();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "300w_pts/menpo                            | pts  | 0 | breakingbad.jpg",
                "300w_pts_headerless/afw                   | pts  | 0 | 2437602091_1.jpg",
                "wflw/verbatim_first_line_no_image.txt     | wflw | 0 | 37--Soccer/37_Soccer_soccer_ball_37_45.jpg",
                "wflw                                      | wflw | 3 | 7--Cheering/7_Cheering_Cheering_7_16.jpg#3",
                "cuhk_lfw_net/trainImageList.txt           | cuhk | 0 | lfw_5590/Aaron_Eckhart_0001.jpg",
                "300vw_pts_crlf                            | pts  | 3 | 401/imgs/000732.jpg"
            })
    void facesHaveTheirPicturesNames(String source, String format, int index, String name) {
        assertEquals(name, open(source, format).photos().get(index).name());
    }

    @Test
    void landmarksAreThoseOfTheFiles() {
        assertStarts(open("cuhk_lfw_net/trainImageList.txt", "cuhk"), 106.25, 107.75, 146.75, 112.25);
        assertStarts(open("facesynthetics", "facesynthetics"), 192.23, 262.053, 191.78, 292.144);
        assertStarts(open("mmpose_coco_json/300w/test_300w.json", "coco"), 268, 398.882, 285.21, 470.547);
        assertStarts(open("dlib_xml/testing_with_face_landmarks.xml", "dlib"), 277, 194, 278, 200);
        assertStarts(open("aflw2000", "aflw2000"), 125.8485 - 1, 209.6241 - 1);
        float[] frame = open("300vw_pts_crlf", "pts").photos().get(2).landmarks();
        assertEquals("[462.90164, 376.16562]", Arrays.toString(Arrays.copyOfRange(frame, 134, 136)), "the last point");
    }

    private static void assertStarts(Annotations annotations, double... expected) {
        float[] landmarks = annotations.photos().get(0).landmarks();
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], landmarks[i], 1e-3, annotations.source() + ", number " + i);
        }
    }

    @Test
    void boxesSplitsAndAttributesAreKept() {
        Photo soccer =
                open("wflw/verbatim_first_line_no_image.txt", "wflw").photos().get(0);
        assertEquals(
                "Box[x=198.0, y=242.0, width=133.0, height=143.0]",
                soccer.box().orElseThrow().toString());
        Photo face = open("cuhk_lfw_net/trainImageList.txt", "cuhk").photos().get(0);
        assertEquals(
                "Box[x=84.0, y=92.0, width=77.0, height=77.0]",
                face.box().orElseThrow().toString());
        assertEquals(Split.TRAIN, face.split());
        assertEquals(
                Split.TEST,
                open("cuhk_lfw_net/testImageList.txt", "cuhk").photos().get(0).split());
        assertEquals(
                Split.TEST,
                open("mmpose_coco_json/wflw/test_wflw.json", "coco")
                        .photos()
                        .get(0)
                        .split());
        assertEquals(Split.TRAIN, open("300w_pts/lfpw", "pts").photos().get(0).split());
        long turned = open("aflw2000", "aflw2000").photos().stream()
                .filter(photo -> photo.attributes().contains("yaw-60-90"))
                .count();
        assertTrue(turned > 0 && turned < 16, turned + " of 16 faces are turned far");
    }

    @ParameterizedTest(name = "{0} as {1} points")
    @CsvSource({
        "wflw, 68",
        "wflw, 5",
        "wflw, 51",
        "facesynthetics, 68",
        "facesynthetics, 5",
        "300w_pts/lfpw, 51",
        "dlib_xml/testing_with_face_landmarks.xml, 5"
    })
    void landmarksCanBeConverted(String name, int points) {
        Path source = SharedData.require("formats/" + name);
        OpenOptions options = OpenOptions.DEFAULT.withMaxSide(100).withPoints(points);
        try (OpenedDataset opened = Datasets.open(source, options)) {
            assertEquals(points, opened.pictures().points());
            requireFaces(opened);
            assertEquals(
                    opened.pictures().size(),
                    Arrays.stream(Split.values())
                            .mapToInt(split -> PictureSets.count(opened.pictures(), split))
                            .sum());
        }
    }

    @Test
    void thePpmOfMenpoIsListed() {
        try (OpenedDataset opened = Datasets.open(SharedData.require("formats/300w_pts/menpo"))) {
            assertEquals("{not-a-picture=1}", opened.report().listedByReason().toString());
        }
    }

    private static Annotations open(String name, String format) {
        Path source = SharedData.require("formats/" + name);
        return AnnotationFormats.open(source, Optional.of(format), OptionalInt.empty());
    }
}
