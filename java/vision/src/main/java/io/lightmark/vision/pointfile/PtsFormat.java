package io.lightmark.vision.pointfile;

import io.lightmark.vision.annotation.AnnotationFormat;
import io.lightmark.vision.annotation.Annotations;
import io.lightmark.vision.annotation.PointFileFolder;
import io.lightmark.vision.annotation.PointFiles;
import io.lightmark.vision.text.TextFile;
import java.nio.file.Path;

/** 300-W's format: a {@code .pts} file beside every picture, see {@link PtsFile}; 300-VW, menpo, AFW, Helen and LFPW, too. */
public final class PtsFormat implements AnnotationFormat {
    private static final String SUFFIX = ".pts";

    @Override
    public String name() {
        return "pts";
    }

    @Override
    public String layout() {
        return "a folder of pictures with .pts files (300-W, menpo)";
    }

    @Override
    public boolean recognises(Path source) {
        return new PointFileFolder(source, SUFFIX).hasFiles();
    }

    @Override
    public Annotations open(Path source) {
        return PointFiles.read(source, SUFFIX, file -> new PointFiles.Content(PtsFile.parse(TextFile.read(file))));
    }
}
