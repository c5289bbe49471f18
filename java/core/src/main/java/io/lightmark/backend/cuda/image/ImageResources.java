package io.lightmark.backend.cuda.image;

import io.lightmark.backend.library.ClassPathResource;
import io.lightmark.error.DeviceException;
import org.jspecify.annotations.Nullable;

/** Where images are read from: the class path, or a table in a test. */
interface ImageResources {
    /** The folder of all images on the class path. */
    String FOLDER = "/io/lightmark/cuda/";

    /** The contents of a file below the folder of the images, or null when there is none. */
    byte @Nullable [] find(String path);

    /** The contents of a file that must be there. */
    default byte[] require(String path) {
        byte[] contents = find(path);
        if (contents == null) {
            throw new DeviceException(
                    "the CUDA image " + FOLDER + path + " on the class path",
                    "none",
                    "use the artefact io.lightmark:lightmark-core with classifier cuda as the build makes it.");
        }
        return contents;
    }

    /** The images on the class path. */
    static ImageResources onClassPath() {
        return path -> ClassPathResource.find(FOLDER + path);
    }
}
