package io.lightmark.vision.celeba;

import io.lightmark.vision.annotation.AnnotationFormat;
import io.lightmark.vision.annotation.Annotations;
import java.nio.file.Path;

/** CelebA's folder layout, see {@link CelebAFolder}. */
public final class CelebAFormat implements AnnotationFormat {
    @Override
    public String name() {
        return "celeba";
    }

    @Override
    public String layout() {
        return "a folder with img_celeba/ or img_align_celeba/ and list_landmarks_celeba.txt (CelebA's layout)";
    }

    @Override
    public boolean recognises(Path source) {
        return CelebALayout.isLikely(source);
    }

    @Override
    public Annotations open(Path source) {
        return CelebAFolder.open(source);
    }
}
