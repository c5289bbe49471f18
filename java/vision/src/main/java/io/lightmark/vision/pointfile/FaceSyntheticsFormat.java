package io.lightmark.vision.pointfile;

import io.lightmark.vision.annotation.AnnotationFormat;
import io.lightmark.vision.annotation.Annotations;
import io.lightmark.vision.annotation.PointFileFolder;
import io.lightmark.vision.annotation.PointFiles;
import io.lightmark.vision.text.TextFile;
import java.nio.file.Path;

/**
 * FaceSynthetics' format: {@code 000000_ldmks.txt} beside {@code 000000.png}, 70 lines of x and y: iBUG's 68 points and
 * both pupils.
 */
public final class FaceSyntheticsFormat implements AnnotationFormat {
    private static final String SUFFIX = "_ldmks.txt";

    @Override
    public String name() {
        return "facesynthetics";
    }

    @Override
    public String layout() {
        return "a folder of pictures with _ldmks.txt files (FaceSynthetics)";
    }

    @Override
    public boolean recognises(Path source) {
        return new PointFileFolder(source, SUFFIX).hasFiles();
    }

    @Override
    public Annotations open(Path source) {
        return PointFiles.read(source, SUFFIX, file -> {
            TextFile text = TextFile.read(file);
            return new PointFiles.Content(PointLines.read(text.file(), text.words(), 0));
        });
    }
}
